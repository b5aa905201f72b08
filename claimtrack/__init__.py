"""Track claims and quotations in the news, Arabic first."""
