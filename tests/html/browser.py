# SPDX-License-Identifier: MIT
"""A headless Chromium, driven by chromedriver through the W3C WebDriver protocol."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request


class Missing(Exception):
    """What it takes is not installed."""


def chromium_options(profile):
    """Root has no sandbox; a container's /dev/shm is small."""
    arguments = ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                 "--lang=en-US", "--user-data-dir=" + profile]
    return arguments + (["--no-sandbox"] if os.geteuid() == 0 else [])


class Browser:
    def __init__(self):
        driver = shutil.which("chromedriver")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if driver is None or chromium is None:
            raise Missing("no chromedriver" if driver is None else "no chromium")
        self.profile = tempfile.mkdtemp()
        self.driver = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=dict(os.environ, HOME=self.profile, TZ="UTC"))
        self.address = "http://127.0.0.1:" + self.read_port()
        self.session = None
        wanted = {"browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
                  "goog:chromeOptions": {"binary": chromium, "args": chromium_options(self.profile)}}
        self.session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def read_port(self):
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return found.group(1)
        raise Missing("chromedriver does not start")

    def call(self, method, path, body=None):
        where = path if self.session is None else "/session/" + self.session + path
        request = urllib.request.Request(
            self.address + where, method=method, headers={"Content-Type": "application/json"},
            data=None if method != "POST" else json.dumps(body or {}).encode())
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            sys.exit("webdriver: %s %s: %s" % (method, path, error.read().decode()[:2000]))

    def close(self):
        try:
            if self.session is not None:
                self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, path):
        self.call("POST", "/url", {"url": "file://" + os.path.abspath(path)})

    def run(self, script, *arguments):
        """The value that the body of a function returns."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def chrome(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height):
        self.chrome("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                    mobile=False)

    def media(self, kind="", scheme="light"):
        self.chrome("Emulation.setEmulatedMedia", media=kind,
                    features=[{"name": "prefers-color-scheme", "value": scheme}])

    def log(self):
        return self.call("POST", "/se/log", {"type": "browser"})

    def pointer(self, *steps):
        """Steps are (x, y), "down" or "up"."""
        def action(step):
            if isinstance(step, tuple):
                return {"type": "pointerMove", "duration": 0, "x": round(step[0]), "y": round(step[1])}
            return {"type": "pointerDown" if step == "down" else "pointerUp", "button": 0}
        self.call("POST", "/actions", {"actions": [{
            "type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"},
            "actions": [action(step) for step in steps]}]})

    def keys(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def picture(self, path):
        height = self.run("return document.documentElement.scrollHeight")
        width = self.run("return innerWidth")
        picture = self.chrome("Page.captureScreenshot", captureBeyondViewport=True,
                              clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def printed(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("POST", "/print", {"background": True})))
