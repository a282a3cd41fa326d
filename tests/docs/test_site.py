"""The documentation site: built without a warning, with every public name, and no link that leads nowhere."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

import thermochain
from tests.root import ROOT

DOCS = ROOT / "docs"


class Page(HTMLParser):
    """Links and anchors of one page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and tag != "link":
                self.links.append(value)
            elif name == "id":
                self.anchors.add(value)


def build(source, folder):
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", folder / "doctrees"]
    return subprocess.run([*command, source, folder / "site"], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    done = build(DOCS, folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path) for path in site.glob("*.html")}


def broken(pages):
    """(page, link) of every link to a file or an anchor that is not there; addresses elsewhere are not asked for."""
    found = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            name, anchor = unquote(parts.path), unquote(parts.fragment)
            target = path.parent / name if name else path
            if not target.exists() or (anchor and target in pages and anchor not in pages[target].anchors):
                found.append((path.name, link))
    return found


def test_every_link_and_anchor_of_the_site_is_there(pages):
    assert broken(pages) == []
    assert sum(len(page.links) for page in pages.values()) > 500


def test_the_check_finds_a_broken_link_and_a_broken_anchor(site, tmp_path):
    path = tmp_path / "page.html"
    path.write_text('<p id="here"><a href="#here">1</a><a href="#there">2</a><img src="none.png"></p>')
    assert broken({path: Page(path)}) == [("page.html", "#there"), ("page.html", "none.png")]


def test_every_page_of_docs_is_in_the_site_and_in_its_contents(site, pages):
    names = {path.stem for path in DOCS.iterdir() if path.suffix in (".md", ".ipynb")}
    assert {f"{name}.html" for name in names} <= {path.name for path in pages}
    assert {f"{name}.html" for name in names - {"index"}} <= set(pages[site / "index.html"].links)


def test_every_public_name_has_its_place_in_the_interface(pages, site):
    documented = pages[site / "api.html"].anchors
    for name in thermochain.__all__:
        assert name == "__version__" or f"thermochain.{name}" in documented, name
    assert "thermochain.TransportCoefficients.onsager_pp" in documented  # methods too


def test_the_rules_and_the_notebook_are_shown_without_a_network(site):
    """Pictures lie in the site or in the page; nothing is loaded from elsewhere."""
    assert re.search(r'src="_images/rulegraph\.svg"', (site / "workflow.html").read_text(encoding="utf-8"))
    assert (site / "notebook.html").read_text(encoding="utf-8").count("data:image/png;base64") == 2
    for path in site.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(src="|<link rel="stylesheet"[^>]*href=")https?:', text), path.name


def test_a_broken_link_between_pages_stops_the_build(tmp_path):
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text((DOCS / "conf.py").read_text(encoding="utf-8"))
    (source / "index.md").write_text("# Title\n\n[no page](nowhere.md) [no heading](#nothing)\n")
    done = build(source, tmp_path)
    assert done.returncode != 0
    assert "nowhere.md" in done.stderr
    assert "nothing" in done.stderr
