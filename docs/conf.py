"""Sphinx configuration: the pages of docs/ as they are, the notebook as stored, the interface from its docstrings."""

import json
import re

from myst_parser.parsers.sphinx_ import MystParser

import thermochain

project = "thermochain"
version = release = thermochain.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["images", "numbers"]

myst_heading_anchors = 3
default_role = "code"
napoleon_use_ivar = True
napoleon_custom_sections = [("Attributes", "params_style")]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100

html_theme = "alabaster"
html_theme_options = {"fixed_sidebar": True, "page_width": "1100px", "description": "Heat and momentum in chains"}
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False


def as_markdown(notebook: str) -> str:
    """A notebook with its stored outputs as a page: text as it is, code and output in blocks, pictures inside."""
    parts = []
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                parts.append(f"```text\n{''.join(output['text']).rstrip()}\n```")
            elif "image/png" in output.get("data", {}):
                picture = "".join(output["data"]["image/png"]).replace("\n", "")
                parts.append(f"![what the code above draws](data:image/png;base64,{picture})")
    return "\n\n".join(parts) + "\n"


class NotebookParser(MystParser):
    """Notebooks by way of `as_markdown`."""

    supported = ("notebook",)

    def parse(self, inputstring, document):
        """Fill `document` from the text of a notebook."""
        super().parse(as_markdown(inputstring), document)


# what autodoc makes of the annotations NDArray and ArrayLike
LONG_TYPES = {
    r"~numpy\._typing\._array_like\._Buffer \| .*?_NestedSequence\[complex \| bytes \| str\]": "ArrayLike",
    r"~numpy\.ndarray\[tuple\[~typing\.Any, \.\.\.\], ~numpy\.dtype\[[^\]]*\]\]": "NDArray",
}


def short_types(app, what, name, obj, options, signature, return_annotation):
    """Arrays by the names that the source gives their types."""
    short = [signature, return_annotation]
    for pattern, alias in LONG_TYPES.items():
        short = [text and re.sub(pattern, alias, text) for text in short]
    return tuple(short)


def setup(app):
    """Register what is above."""
    app.add_source_suffix(".ipynb", "notebook")
    app.add_source_parser(NotebookParser)
    app.connect("autodoc-process-signature", short_types)
