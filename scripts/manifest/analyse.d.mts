interface NamedEntry {
  name: string;
  description?: string;
  default?: string;
}

export interface Declaration extends NamedEntry {
  tagName?: string;
  members: (NamedEntry & { kind: string; attribute?: string; readonly?: boolean; reflects?: boolean })[];
  attributes: (NamedEntry & { type: { text: string }; fieldName: string })[];
  events: (NamedEntry & { type: { text: string } })[];
  slots: NamedEntry[];
  cssParts: NamedEntry[];
  cssProperties: NamedEntry[];
  cssStates: NamedEntry[];
}

export interface Manifest {
  modules: { path: string; declarations: Declaration[] }[];
}

export function analyse(): Promise<Manifest>;
export function elementOf(manifest: Manifest): Declaration;
export function declarationOf(manifest: Manifest, name: string): Declaration;
