/** Every text on show whose contrast is below 7:1, as it is painted: backgrounds and opacities laid over one another. */
() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => {
    const mixed = (one) => top[one] * top.a + below[one] * (1 - top.a);
    return { r: mixed("r"), g: mixed("g"), b: mixed("b"), a: 1 };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? { r: 18, g: 18, b: 18, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
  const painted = (element) => {
    const chain = [];
    for (let each = element; each; each = each.parentElement) chain.unshift(getComputedStyle(each));
    let opacity = 1;
    let ground = canvas;
    for (const style of chain) {
      opacity *= Number(style.opacity);
      const own = parse(style.backgroundColor);
      ground = over({ ...own, a: own.a * opacity }, ground);
    }
    const ink = parse(chain.at(-1).color);
    return contrast(over({ ...ink, a: ink.a * opacity }, ground), ground);
  };
  const readable = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Map();
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode;
    if (data.trim() && readable(element)) seen.set(element, data.trim());
  }
  for (const field of document.querySelectorAll("input:not([type]), textarea")) if (readable(field)) seen.set(field, field.id);
  const ratios = [...seen].map(([element, text]) => [text.slice(0, 40), painted(element)]);
  return { texts: ratios.length, weak: ratios.filter(([, ratio]) => ratio < 7) };
};
