"""What people do under a slide: say, edit, delete, settle, suggest."""
