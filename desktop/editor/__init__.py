"""Editor de guiões: check-lists made and changed, with a live preview beside them."""
