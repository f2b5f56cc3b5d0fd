"""The public applications: how each is laid out with data, started and waited for. No one here wrote them."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import textwrap
import time
import urllib.request
from pathlib import Path

# The applications' own interpreter, in which they are installed.
BIN = Path(".build/bench/apps/bin").resolve()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))


def run(*command, cwd, env=None):
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True,
        timeout=300)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{done.stdout[-500:]}{done.stderr[-1500:]}")
    return done.stdout


def sample_database(path):
    if path.exists():
        return
    with sqlite3.connect(path) as database:
        database.executescript("""
            create table products (id integer primary key, name text not null, category text, price real);
            create table orders (
                id integer primary key, product_id integer references products(id), customer text, quantity integer);
        """)
        kinds = ["mugs", "shirts", "posters", "bags"]
        people = ["Ada", "Grace", "Alan", "Edsger", "Barbara"]
        database.executemany(
            "insert into products values (?, ?, ?, ?)",
            [(n, f"Product {n}", kinds[n % 4], n * 1.5) for n in range(1, 121)])
        database.executemany(
            "insert into orders values (?, ?, ?, ?)",
            [(n, n % 120 + 1, people[n % 5], n % 7 + 1) for n in range(1, 301)])


def django(folder, port):
    """Django's admin with its users and groups."""
    if not (folder / "manage.py").exists():
        run(BIN / "django-admin", "startproject", "office", ".", cwd=folder)
        settings = folder / "office/settings.py"
        # As Django's own guide to tests says: the default hash of passwords is slow on purpose.
        settings.write_text(
            settings.read_text() + "PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']\n")
        run(BIN / "python", "manage.py", "migrate", cwd=folder)
        seed = """
            from django.contrib.auth.models import Group, User
            User.objects.create_superuser('admin', 'admin@example.com', 'correct-horse')
            for n in range(1, 41):
                User.objects.create(username=f'user{n:02}', email=f'user{n:02}@example.com', password='!',
                    first_name=f'First{n}', last_name=f'Last{n}', is_staff=n % 4 == 0)
            for name in ['Editors', 'Printers', 'Readers']:
                Group.objects.create(name=name)
        """
        run(BIN / "python", "manage.py", "shell", "-c", textwrap.dedent(seed), cwd=folder)
    return [BIN / "python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"], "/admin/login/"


def datasette(folder, port):
    sample_database(folder / "shop.db")
    return [BIN / "datasette", "shop.db", "--port", port], "/"


def sqlite_web(folder, port):
    sample_database(folder / "shop.db")
    return [BIN / "sqlite_web", "-x", "-p", port, "shop.db"], "/"


def optuna(folder, port):
    if not (folder / "studies.db").exists():
        seed = """
            import optuna
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            for name in ['kiln-temperature', 'glaze-mix']:
                sampler = optuna.samplers.RandomSampler(seed=1)
                study = optuna.create_study(storage='sqlite:///studies.db', study_name=name, sampler=sampler)
                study.optimize(lambda t: t.suggest_float('x', -5, 5) ** 2 + t.suggest_int('y', 0, 9), n_trials=25)
        """
        run(BIN / "python", "-c", textwrap.dedent(seed), cwd=folder)
    return [BIN / "optuna-dashboard", "--port", port, "--server", "wsgiref", "sqlite:///studies.db"], "/dashboard"


def locust(folder, port):
    write(folder / "locustfile.py", """
        from locust import HttpUser, constant, task

        class Visitor(HttpUser):
            wait_time = constant(1)
            host = 'http://127.0.0.1:9'

            @task
            def look(self):
                self.client.get('/')
    """)
    return [BIN / "locust", "--web-host", "127.0.0.1", "--web-port", port], "/"


def mkdocs(folder, port):
    if not (folder / "site").exists():
        write(folder / "mkdocs.yml", """
            site_name: Kiln handbook
            theme:
              name: material
              font: false
              features: [navigation.instant, navigation.tabs, navigation.top, content.tabs.link, search.suggest]
              palette:
                - {scheme: default, toggle: {icon: material/weather-night, name: Switch to dark mode}}
                - {scheme: slate, toggle: {icon: material/weather-sunny, name: Switch to light mode}}
            markdown_extensions:
              - pymdownx.superfences
              - pymdownx.details
              - admonition
              - pymdownx.tabbed: {alternate_style: true}
            nav:
              - Home: index.md
              - Firing: [firing/first.md, firing/second.md]
              - Glazes: glazes.md
        """)
        write(folder / "docs/index.md", "# Welcome\n\nHow we run the kiln.\n\n- [First firing](firing/first.md)\n")
        write(folder / "docs/firing/first.md", """\
            # First firing

            Raise the temperature slowly.

            ## Candling

            Water leaves the clay below 120 degrees.

            ## Bisque

            Hold at 980 degrees.
        """)
        write(folder / "docs/firing/second.md", """\
            # Second firing

            === "Oxidation"

                Leave the damper open.

            === "Reduction"

                Close the damper at cone 010.

            ??? note "When it goes wrong"

                Let it cool and begin again.
        """)
        write(folder / "docs/glazes.md", "# Glazes\n\n## Celadon\n\nPale green.\n\n## Tenmoku\n\nBlack.\n")
        run(BIN / "mkdocs", "build", "-q", cwd=folder)
    return [BIN / "python", "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", "site"], "/"


def swagger(folder, port):
    """Swagger UI over the description of a small API, which the same server answers."""
    vendor = next((BIN.parent / "lib").glob("python*/site-packages/swagger_ui_bundle/vendor/swagger-ui-*"))
    for file in vendor.iterdir():
        if file.is_file() and not file.name.endswith(".map"):
            (folder / file.name).write_bytes(file.read_bytes())
    operation = {"responses": {"200": {"description": "OK"}}}
    pet = {"type": "object", "properties": {"name": {"type": "string", "example": "Rex"}}}
    (folder / "openapi.json").write_text(json.dumps({
        "openapi": "3.0.3", "info": {"title": "Pet store", "version": "1.0"}, "servers": [{"url": "/"}],
        "components": {"schemas": {"Pet": pet}},
        "paths": {
            "/pets.json": {"get": {**operation, "summary": "List all pets", "tags": ["pets"], "parameters": [
                {"name": "limit", "in": "query", "schema": {"type": "integer"}, "description": "How many at most"}]}},
            "/status.json": {"get": {**operation, "summary": "How the store is", "tags": ["store"]}},
        }}))
    (folder / "pets.json").write_text('[{"name": "Rex"}, {"name": "Mimi"}]')
    (folder / "status.json").write_text('{"open": true}')
    write(folder / "index.html", """\
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Pet store API</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="swagger-ui.css">
        <div id="swagger-ui"></div>
        <script src="swagger-ui-bundle.js"></script>
        <script>SwaggerUIBundle({ url: 'openapi.json', dom_id: '#swagger-ui' })</script>
        </html>
    """)
    return [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1"], "/"


def streamlit(folder, port):
    """Streamlit's own demonstration."""
    return [BIN / "streamlit", "hello", "--server.port", port, "--server.address", "127.0.0.1", "--server.headless",
            "true", "--browser.gatherUsageStats", "false"], "/_stcore/health"


ALL = {
    "datasette": datasette, "django": django, "locust": locust, "mkdocs": mkdocs, "optuna": optuna,
    "sqlite_web": sqlite_web, "streamlit": streamlit, "swagger": swagger,
}


class Application:
    """One of them, running on a free port of the loopback interface."""

    def __init__(self, name, root):
        self.name = name
        folder = Path(root, name).resolve()
        laid_out = folder / "laid-out"
        if not laid_out.exists():
            # What an interrupted run left half done.
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        command, ready = ALL[name](folder, str(port))
        laid_out.touch()
        self.url = f"http://127.0.0.1:{port}"
        self.log = open(folder / "server.log", "w")
        self.process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=subprocess.STDOUT, start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        self.wait(ready, folder)

    def wait(self, path, folder):
        end = time.monotonic() + 90
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                    if answer.status < 400:
                        return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"{self.name} does not answer:\n{(folder / 'server.log').read_text()[-1500:]}")

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.log.close()
