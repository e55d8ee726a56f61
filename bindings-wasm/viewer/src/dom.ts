// Elements from data. Text is text wherever it comes from: nothing here reads HTML.

type Child = Node | string | null | undefined | false;

/** An element with its attributes and children; absent children are left out. */
export function h(
  name: string,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** A sentence of the library's, whose names stand between backticks. */
export function prose(text: string): HTMLElement {
  const parts = text.split("`").map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
  return h("span", {}, ...parts);
}

/** A heading with what stands below it, or nothing where nothing does. */
export function section(title: string, ...children: readonly Child[]): HTMLElement | null {
  const given = children.filter(Boolean);
  return given.length > 0 ? h("section", {}, h("h3", {}, title), ...given) : null;
}

/** A list, or nothing where it would be empty. */
export function list(items: readonly Child[], kind = ""): HTMLElement | null {
  const given = items.filter(Boolean);
  return given.length > 0 ? h("ul", kind ? { class: kind } : {}, ...given.map((item) => h("li", {}, item))) : null;
}
