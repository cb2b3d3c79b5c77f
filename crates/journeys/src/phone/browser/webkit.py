#!/usr/bin/python3
"""A phone's browser by WebKitGTK, for the journeys. Its own MiniBrowser forgets everything it stored when it is driven;
this one keeps a profile, has the size of a phone, and takes scripts that run first in each page.

Its argument is a JSON object: see webkit.rs."""

import json
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

LOOK_EVERY_MS = 20

setup = json.loads(sys.argv[1])
profile = setup["profile"]

# A group of its own, so that all its processes can be ended at once.
os.setpgrp()
with open(os.path.join(profile, "process"), "w", encoding="ascii") as file:
    file.write(str(os.getpid()))

Gtk.init([])
Gtk.Settings.get_default().props.gtk_application_prefer_dark_theme = setup["dark"]
data = WebKit2.WebsiteDataManager(
    base_data_directory=os.path.join(profile, "data"), base_cache_directory=os.path.join(profile, "cache")
)
data.get_cookie_manager().set_persistent_storage(
    os.path.join(profile, "cookies"), WebKit2.CookiePersistentStorage.SQLITE
)
context = WebKit2.WebContext(website_data_manager=data)
context.set_preferred_languages([setup["language"]])
# Of what it fetched nothing outlives it, but what pages put aside.
context.set_cache_model(WebKit2.CacheModel.DOCUMENT_VIEWER)
context.set_automation_allowed(True)
first = WebKit2.UserContentManager()

settings = WebKit2.Settings(
    enable_media_stream=True,
    enable_mock_capture_devices=setup["has_camera"],
    enable_developer_extras=False,
)

# Safari has navigator.storage.
features = WebKit2.Settings.get_all_features()
for feature in map(features.get, range(features.get_length())):
    if feature.get_identifier().startswith("StorageAPI"):
        settings.set_feature_enabled(feature, True)


def take_scripts():
    """Scripts that run first in each page, from the folder where the journey puts them."""
    folder = os.path.join(profile, "first")
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            source = file.read()
        script = WebKit2.UserScript.new(
            source, WebKit2.UserContentInjectedFrames.ALL_FRAMES, WebKit2.UserScriptInjectionTime.START, None, None
        )
        first.add_script(script)
        os.remove(path)
    return True


def download(_context, started):
    folder = os.path.join(profile, "downloads")
    os.makedirs(folder, exist_ok=True)

    def name(which, suggested):
        which.set_destination("file://" + os.path.join(folder, os.path.basename(suggested)))
        return True

    started.connect("decide-destination", name)


windows = []


def new_view(_session):
    view = WebKit2.WebView(
        web_context=context, user_content_manager=first, settings=settings, is_controlled_by_automation=True
    )
    window = Gtk.Window()
    window.set_default_size(setup["width"], setup["height"])
    window.add(view)
    windows.append(window)

    def gone(_window):
        windows.remove(window)
        if not windows:
            Gtk.main_quit()

    window.connect("destroy", gone)
    view.connect("close", lambda _view: window.destroy())
    window.show_all()
    # Without a window manager nobody else gives it the keyboard.
    window.present()
    view.grab_focus()
    return view


def driven(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("WebKitGTK")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", new_view)


context.connect("automation-started", driven)
context.connect("download-started", download)
GLib.timeout_add(LOOK_EVERY_MS, take_scripts)
Gtk.main()
