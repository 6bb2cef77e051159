"""Builds the wheel of the package `entente` with the standard library alone (PEP 517), so that pip needs no network."""
import base64
import hashlib
import pathlib
import zipfile

NAME, VERSION = "entente", "0.1.0"
HERE = pathlib.Path(__file__).resolve().parent
INFO = f"{NAME}-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: {NAME}
Version: {VERSION}
Summary: Graphs of political actors: who is central, who stands between whom, who could mediate
License: GPL-2.0-or-later
Requires-Python: >=3.8
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: entente\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _write(archive, files):
    record = []
    for name, data in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        archive.writestr(name, data)
        record.append(f"{name},sha256={digest},{len(data)}")
    archive.writestr(f"{INFO}/RECORD", "\n".join([*record, f"{INFO}/RECORD,,"]) + "\n")


def _build(directory, package):
    name = f"{NAME}-{VERSION}-py3-none-any.whl"
    info = [(f"{INFO}/METADATA", METADATA.encode()), (f"{INFO}/WHEEL", WHEEL.encode())]
    with zipfile.ZipFile(pathlib.Path(directory) / name, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, package + info)
    return name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    package = [(f"{NAME}/{path.name}", path.read_bytes())
               for path in sorted((HERE / NAME).iterdir()) if path.suffix == ".py" or path.name == "py.typed"]
    return _build(wheel_directory, package)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return _build(wheel_directory, [(f"{NAME}.pth", str(HERE).encode() + b"\n")])
