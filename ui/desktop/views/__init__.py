"""The widgets of the window; they show values and emit what the user wants, and hold no rules of their own."""
