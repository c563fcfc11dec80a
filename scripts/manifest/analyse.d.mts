interface Named {
  name: string;
  description?: string;
  default?: string;
}

export interface Declaration extends Named {
  tagName?: string;
  members: (Named & { kind: string; attribute?: string; readonly?: boolean; reflects?: boolean })[];
  attributes: (Named & { type: { text: string }; fieldName: string })[];
  events: (Named & { type: { text: string } })[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
  cssStates: Named[];
}

export interface Manifest {
  modules: { path: string; declarations: Declaration[] }[];
}

export function analyse(): Promise<Manifest>;
export function elementOf(manifest: Manifest): Declaration;
export function declarationOf(manifest: Manifest, name: string): Declaration;
