"""Dates and numbers are read and written as in Vietnam, at the desk too."""

from datetime import date, datetime

import pytest
from django import forms
from django.utils.formats import localize

from newsroom.formats.vi import formats


class Sheet(forms.Form):
    day = forms.DateField()
    moment = forms.DateTimeField(required=False)
    amount = forms.DecimalField(localize=True, required=False)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("05/04/2018", date(2018, 4, 5)), ("5-4-2018", date(2018, 4, 5)), ("05.04.2018", date(2018, 4, 5))],
)
def test_the_day_comes_before_the_month(typed, day):
    form = Sheet({"day": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    ("typed", "amount"), [("1.500", "1500"), ("0,5", "0.5"), ("1.500,5", "1500.5"), ("2.340.000", "2340000")]
)
def test_points_group_thousands_and_commas_begin_decimals(typed, amount):
    form = Sheet({"day": "1/1/2020", "amount": typed})
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["amount"]) == amount


def test_numbers_and_dates_print_the_vietnamese_way():
    assert localize(2340000) == "2.340.000"
    assert localize(date(2018, 6, 12)) == "12/06/2018"
    assert formats.DATE_INPUT_FORMATS[0] == "%d/%m/%Y"


def test_a_time_is_read_with_its_day():
    form = Sheet({"day": "1/1/2020", "moment": "12/06/2018 10:30"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["moment"].replace(tzinfo=None) == datetime(2018, 6, 12, 10, 30)
