"""What is one and what is two: texts, items, sections, issues. Every part of the package asks here."""
