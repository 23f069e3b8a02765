"""How things look: numbers as people read them, forms in the design system's markup, charts as SVG."""
