"""Opens a project with BORIS's own code: `with_boris.py PROJECT`, told as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Its `__init__` opens the whole program, player and all: take the one part that opens projects.
package = ModuleType("boris")
package.__path__ = [str(Path(one) / "boris") for one in sys.path if (Path(one) / "boris").is_dir()]
sys.modules["boris"] = package
# Its player and plots; opening and checking a project uses nothing of them.
for part in ("mpv2", "observation_operations"):
    sys.modules[f"boris.{part}"] = ModuleType(f"boris.{part}")
    setattr(package, part, sys.modules[f"boris.{part}"])

from boris import project_functions, version  # noqa: E402

_, changed, project, _ = project_functions.open_project_json(sys.argv[1])
assert "error" not in project, project
wrong = project_functions.check_project_integrity(project, "s", sys.argv[1], False)
events = Counter(
    event[2] for observation in project["observations"].values() for event in observation["events"]
)
print(version.__version__, file=sys.stderr)
print(
    json.dumps(
        {
            "changed": changed,
            "integrity": wrong,
            "observations": len(project["observations"]),
            "events": events,
        }
    )
)
