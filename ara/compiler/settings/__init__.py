"""Settings: hyper-parameters and the experimental environment, each with its words and place."""

from ara.compiler.settings.environment import read_environment
from ara.compiler.settings.model import EnvironmentItem, EnvironmentReading, SettingReading
from ara.compiler.settings.read import read_settings

__all__ = ["EnvironmentItem", "EnvironmentReading", "SettingReading", "read_environment", "read_settings"]
