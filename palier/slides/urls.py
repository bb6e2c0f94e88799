from django.urls import path, register_converter

from palier.slides.views import findings, legend, lines, panel, variants


class RefConverter:
    """The name of a line: "objective-7", "key-result-12"."""

    regex = r"(?:objective|key-result)-\d{1,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "ref")

urlpatterns = [
    path("slides/<int:pk>/sheet/", lines.sheet, name="sheet"),
    path("slides/<int:pk>/objectives/", lines.add_objective, name="objectives"),
    path("slides/<int:pk>/undo/", lines.take_back, name="undo"),
    path("slides/<int:pk>/redo/", lines.do_again, name="redo"),
    path("slides/<int:pk>/carried-lines/", lines.carry_over, name="carried-lines"),
    path("slides/<int:pk>/findings/", findings.show, name="findings"),
    path("slides/<int:pk>/dismissals/", findings.put_aside, name="dismissals"),
    path("slides/<int:pk>/dismissals/removal/", findings.take_up, name="dismissal-removal"),
    path("objectives/<ref:ref>/key-results/", lines.add_key_result, name="key-results"),
    path("objectives/<int:pk>/parents/", lines.set_parents, name="parents"),
    path("lines/<ref:ref>/", panel.show, name="line"),
    path("lines/<ref:ref>/words/", lines.edit, name="words"),
    path("lines/<ref:ref>/position/", lines.move, name="position"),
    path("lines/<ref:ref>/removal/", lines.remove, name="removal"),
    path("variants/<int:pk>/taking/", variants.take, name="variant-taking"),
    path("variants/<int:pk>/leaving/", variants.leave, name="variant-leaving"),
    path("legend/", legend.show, name="legend"),
    path("legend/categories/", legend.add, name="categories"),
    path("legend/categories/<int:pk>/", legend.change, name="category"),
    path("legend/categories/<int:pk>/removal/", legend.remove, name="category-removal"),
]
