"""oTree's settings for one live page."""

SESSION_CONFIGS = [{"name": "poll", "app_sequence": ["poll"], "num_demo_participants": 2}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1.0, "participation_fee": 0.0}
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = True
SECRET_KEY = "measuring"
