"""Data to Vega-Lite to SVG: no script in the page, a table beside every chart."""
