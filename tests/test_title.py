"""The issue's title: series, date, topics."""

from __future__ import annotations

import pytest

from issue_normalizer.issue_title import find_date, find_first_day, find_number, read_title
from issue_normalizer.pipeline import convert


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-03-02", "2020-03-02"),
        ("2020/3/2", "2020-03-02"),
        ("2020.03.02", "2020-03-02"),
        ("2020年3月2日", "2020-03-02"),
        ("on 1999-12-31, late", "1999-12-31"),
        ("2021-12-03 09:30:00 +0800", "2021-12-03"),
        ("Week Ending April 21, 2019", "2019-04-21"),
        ("09-27-2022", "2022-09-27"),
        ("27/09/2022", "2022-09-27"),
        ("05-05-2023", "2023-05-05"),
        ("Teichpost vom 5. März 2024", "2024-03-05"),
        ("La mare, 5 août 2021", "2021-08-05"),
        ("Boletín, 7 de marzo de 2023", "2023-03-07"),
        ("Lo stagno, 5 dicembre 2020", "2020-12-05"),
        ("Вестник, 5 марта 2024", "2024-03-05"),
        ("05.02.2023", "2023-02-05"),
        ("2020년 3월 2일", "2020-03-02"),
        ("2020. 3. 2.", "2020-03-02"),
        ("2020年 3月 2日", "2020-03-02"),
        ("２０２０年３月２日", "2020-03-02"),
        ("٢ مارس ٢٠٢٠", "2020-03-02"),
        ("3rd of May, 2026", "2026-05-03"),
        ("May the 3rd, 2026", "2026-05-03"),
        ("3-May-2026", "2026-05-03"),
        ("1º de maio de 2026", "2026-05-01"),
        ("2026. május 4.", "2026-05-04"),
        # no date
        ("05-02-2023", None),
        ("13-27-2022", None),
        ("10.1.2.2020-4", None),
        ("12 frogs 2024", None),
        ("3 new ponds, 2020 edition", None),
        ("", None),
        ("2020-13-01", None),
        ("2020-00-10", None),
        ("2020-01-32", None),
        ("2020-03", None),
        ("3020-01-01", None),
        ("10.0.0.7", None),
        ("第 12 期", None),
        ("Top 10 of May 2026", None),
        ("May 2026", None),
        ("13.13.2026", None),
        ("2024 frogs 12", None),
    ],
)
def test_find_date(text: str, expected: str | None) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize(
    ("title", "series", "date", "topics"),
    [
        ("水壶周刊 (2020-03-02)", "水壶周刊", "2020-03-02", ()),
        ("水壶周刊（2020-03-02）", "水壶周刊", "2020-03-02", ()),
        ("水壶周刊 (2020-11-30) 甲/乙", "水壶周刊", "2020-11-30", ("甲", "乙")),
        ("水壶周刊 (2021-07-18)：甲/乙 丙/CSL", "水壶周刊", "2021-07-18", ("甲", "乙 丙", "CSL")),
        ("水壶周刊 2020年3月2日", "水壶周刊", "2020-03-02", ()),
        ("Kettle Weekly — 2023.04.05", "Kettle Weekly", "2023-04-05", ()),
        ("2020-03-02", None, "2020-03-02", ()),
        ("2020-03-02 甲/", None, "2020-03-02", ("甲",)),
        ("水壶周刊（第8期）：甲 (2021-05-05)", "水壶周刊", "2021-05-05", ("甲",)),
        ("水壶周刊 第8期 2021-05-05 甲/乙", "水壶周刊", "2021-05-05", ("甲", "乙")),
        ("水壶周刊（第8期） (2021-05-05)", "水壶周刊", "2021-05-05", ()),
        ("第8期 水壶周刊 (2021-05-05)", "水壶周刊", "2021-05-05", ()),
        ("水壶周刊 第 12 期", "水壶周刊", None, ()),
        ("水壶周刊（第 8 期）", "水壶周刊", None, ()),
        ("Kettle Weekly Issue #12", "Kettle Weekly", None, ()),
        ("Kettle Weekly #12", "Kettle Weekly", None, ()),
        ("Kettle Weekly 27 – May 4, 2026", "Kettle Weekly", "2026-05-04", ()),
        ("Week Ending April 21, 2019", None, "2019-04-21", ()),
        ("Pond news at 2018/04/06", "Pond news", "2018-04-06", ()),
        ("《水壶》第 12 期", "水壶", None, ()),
        ("The Week of Frogs (2020-03-02)", "The Week of Frogs", "2020-03-02", ()),
        ("[Kettle] #12: tea", "Kettle", None, ()),
        ("Kettle. Issue 12", "Kettle", None, ()),
        ("Kettle Inc. Issue 12", "Kettle Inc.", None, ()),
        ("Kettle · May 4 · No. 88", "Kettle", None, ()),
        ("Kettle Notes, May 2026", "Kettle Notes", None, ()),
        ("Kettle Notes: June 2026", "Kettle Notes", None, ()),
        ("Kettle Notes (mai 2026)", "Kettle Notes", None, ()),
        ("水壶 2026年5月号", "水壶", None, ()),
        # no month at the end of a name
        ("Kettle and Sons 2026", None, None, ()),
        ("Ten things that nobody knew of kettles in May 2026", None, None, ()),
        ("Top 10 of May 2026", None, None, ()),
        # nothing told
        ("水壶周刊", None, None, ()),
        ("第 12 期", None, None, ()),
        ("甲/乙", None, None, ()),
        ("", None, None, ()),
    ],
)
def test_read_title(title: str, series: str | None, date: str | None, topics: tuple[str, ...]) -> None:
    facts = read_title(title)
    assert (facts.series, facts.date, facts.topics) == (series, date, topics)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Pond Issue 131", "131"),
        ("Pond #007: frogs", "7"),
        ("Pond № 12", "12"),
        ("Pond No. 12", "12"),
        ("Pond Vol. 3", "3"),
        ("Pond 12.5 (Issue 12.5)", "12.5"),
        ("水壶周刊 第 12 期", "12"),
        ("水壶周刊（第十二期）", "12"),
        ("水壶周刊 第一百零三期：壶", "103"),
        ("水壶周刊 第二〇期", "20"),
        ("Week 5", "5"),
        ("Newsletter #300", "300"),
        ("Weekly 45: frogs", "45"),
        ("Pond Weekly 284", "284"),
        ("Zpravodaj o rybníku č. 344", "344"),
        ("Teichpost KW 18/2026", "18"),
        ("Pond, Vol. 3 No. 7", "7"),
        ("Pond Volume III, Issue 7", "7"),
        ("연못 제12호", "12"),
        ("연못 [12호] 개구리", "12"),
        ("池報 第12號", "12"),
        ("البركة – العدد ١٢", "12"),
        ("La mare, Numéro XII", "12"),
        ("Pond Issue V", "5"),
        ("Staw, wydanie 3: żaby", "3"),
        ("De vijver, no. VI: kikkers", "6"),
        ("Vijver - Editie 64", "64"),
        ("[연못 제12호] 개구리", "12"),
        ("El estanque, N.º 12", "12"),
        ("El estanque: edición 12", "12"),
        ("A lagoa, 12ª edição", "12"),
        ("Пруд. 12-й выпуск", "12"),
        # must not fire
        ("Pond v1.2", None),
        ("#frogs of the pond", None),
        ("Top 10 ponds", None),
        ("C++20 in the pond", None),
        ("Web 3", None),
        ("Pond News 2024", None),
        ("Pond News 2024: a year", None),
        ("Fashion Week 2024", None),
        ("Week 5 of 10", None),
        ("Casino 7", None),
        ("第一回 壶", None),
        ("Pond Issue I like", None),
        ("Pond Issue IIII", None),
        ("Why there is no VI in my pond", None),
        ("Why Episode IV works in a pond", None),
        ("Why Episode IV Still Works", None),
        ("Pond News Issue XIV May 2024", "14"),
        ("Bulletin Numéro IX mars 2024", "9"),
        ("The Issue Vine", None),
        ("Wydanie 3 Books", None),
        ("台風12号", None),
        ("3호선", None),
        ("24/7", None),
        ("12 issues of ponds", None),
    ],
)
def test_find_number(title: str, number: str | None) -> None:
    assert find_number(title) == number


@pytest.mark.parametrize(
    ("title", "series", "number"),
    [
        ("Pond 7", "Pond", "7"),
        ("[연못레터 제12호] 개구리", "연못레터", "12"),
        ("池報｜第12期：蛙", "池報", "12"),
        ("The Quiet Pond 012", "The Quiet Pond", "12"),
        ("水壶 128", "水壶", "128"),
        ("水壶周刊（第十二期）", "水壶周刊", "12"),
        ("Week 7", None, "7"),
        ("Issue 7", None, "7"),
        ("🐸 Pond Digest 77 🐸", "Pond Digest", "77"),
        ("Rundbrief 3/2026", "Rundbrief", "3"),
        ("Pond Weekly 2023-W10: reeds", "Pond Weekly", "2023-W10"),
        # must not fire
        ("Top 10", None, None),
        ("Chapter 3", None, None),
        ("Pond 2024", None, None),
        ("Nine small ponds and a heron in 7", None, None),
    ],
)
def test_a_title_of_a_name_and_a_number(title: str, series: str | None, number: str | None) -> None:
    facts = read_title(title)
    assert (facts.series, facts.number) == (series, number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("October 3, 2026. The nights are cold.", "2026-10-03"),
        ("Saturday, October 3, 2026 – The nights are cold.", "2026-10-03"),
        ("Ostend, 3 October 2026: the nights are cold.", "2026-10-03"),
        ("2026年10月3日。夜はもう寒い。", "2026-10-03"),
        ("3. Oktober 2026. Die Nächte sind kalt.", "2026-10-03"),
        # no day of the text
        ("October 3, 2026 was a cold night.", None),
        ("October 3, 2026, when the night was cold.", None),
        ("On October 3, 2026: the night was cold.", None),
        ("The night of October 3, 2026. It was cold.", None),
        ("October 2026. The nights are cold.", None),
    ],
)
def test_a_day_that_leads(text: str, expected: str | None) -> None:
    assert find_first_day(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("# Pond: frogs 88 (2024-05-12)\n\nText.\n", "pond-88.md", None),
        ("# Pond 88 - frogs\n\n2024-05-12\n\nText.\n", "pond-088.md", "88"),
        ("# Pond 88 - frogs\n\nText.\n", "pond-088.md", None),  # nothing says that it is an issue
        ("# The top 10 - frogs\n\n2024-05-12\n\nText.\n", "top-10.md", None),
    ],
)
def test_numbers_of_titles_and_files(text: str, name: str, number: str | None) -> None:
    assert convert(text, name=name).issue.number == number


@pytest.mark.parametrize(
    "name",
    "Issue|Issue No.|Number|No|Nr.|Num.|Vol.|Volume|Edition|Episode|Ep.|№|#|Edição|Edicao|Edición|Edizione"
    "|Número|Numéro|Núm.|N.|N.º|N°|Nº|n o|Ausgabe|Nummer|Numer|Folge|Utgåve|Utgave|Číslo|Č.|Broj|Szám|Sayı"
    "|Выпуск|Випуск|Номер|Брой|Τεύχος|عدد|العدد رقم|גיליון|شماره|अंक|ฉบับที่|Editie|Wydanie|Edycja|Utgåva"
    "|Издание|Week|Woche|KW|Semaine|Semana|Settimana|Vecka|Uke|Uge|Неделя|Тиждень".split("|"),
)
def test_what_numbers_are_called_in_any_case(name: str) -> None:
    for said in (name, name.upper(), name.lower()):
        assert find_number(f"Pond, {said} 12") == "12"
