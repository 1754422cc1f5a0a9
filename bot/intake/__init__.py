"""Updates from Telegram: taken in by polling or webhook, acknowledged only once their step is committed."""
