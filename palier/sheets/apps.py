from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "palier.sheets"
