"""The playground's page, pressed in a real Chromium."""
