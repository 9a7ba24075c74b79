"""What `serve` refuses before it starts a server or loads Prefect."""

import pytest

from config.settings import Settings
from flows.scheduling.serve import deployment_name, serve
from tasks.errors import ConfigurationFault


@pytest.mark.parametrize("cron", ["every morning", "", "* * * *", "0 0 0 0 0 0"])
def test_a_wrong_cron_line_is_a_configuration_fault(tmp_path, cron):
    with pytest.raises(ConfigurationFault, match=r"is not a cron line such as '0 \* \* \* \*'"):
        serve(Settings(data=tmp_path, schedule=cron))


@pytest.mark.parametrize("timezone", ["Mars/Olympus", "", "../UTC", "CEST+"])
def test_a_wrong_time_zone_is_a_configuration_fault(tmp_path, timezone):
    with pytest.raises(ConfigurationFault, match="is not a name such as 'UTC'"):
        serve(Settings(data=tmp_path, timezone=timezone))


def test_data_folders_of_one_name_have_deployments_of_their_own(tmp_path):
    here, there = tmp_path / "here" / "data", tmp_path / "there" / "data"
    assert deployment_name(here).startswith("data-")
    assert deployment_name(here) != deployment_name(there)
    assert deployment_name(here) == deployment_name(here)
