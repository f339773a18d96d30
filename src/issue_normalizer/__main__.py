"""`python -m issue_normalizer`."""

from issue_normalizer.cli.start import main

if __name__ == "__main__":
    main()
