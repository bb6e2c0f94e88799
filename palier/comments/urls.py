from django.urls import path

from palier.comments.views import comments

urlpatterns = [
    path("slides/<int:pk>/comments/", comments.write, name="comments"),
    path("slides/<int:pk>/suggestions/", comments.suggest, name="suggestions"),
    path("slides/<int:pk>/people/", comments.people, name="slide-people"),
    path("comments/<int:pk>/words/", comments.words, name="comment-words"),
    path("comments/<int:pk>/wordings/", comments.wordings, name="comment-wordings"),
    path("comments/<int:pk>/removal/", comments.remove, name="comment-removal"),
    path("comments/<int:pk>/resolution/", comments.settle, name="comment-resolution"),
    path("comments/<int:pk>/outcome/", comments.decide, name="comment-outcome"),
]
