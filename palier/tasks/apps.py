from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "palier.tasks"
    label = "palier_tasks"  # "tasks" is for Django's own, from 6.0 on
