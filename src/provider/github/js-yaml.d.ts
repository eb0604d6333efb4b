/** As far as it is needed here; the package brings no types of its own. */
declare module "js-yaml" {
  export function load(text: string): unknown;
  export function loadAll(text: string): unknown[];
}
