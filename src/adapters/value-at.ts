import { isObject } from './json-values.js';
import type { Path } from './mapping.js';

/**
 * Returns the value at a path that starts at `value`, or undefined if this path does not exist. The empty path locates
 * `value` itself.
 */
export function valueAt(value: unknown, path: Path): unknown {
  if (path === '') return value;
  if (!isObject(value)) return undefined;
  const direct = ownMember(value, path);
  if (direct !== undefined) return direct;
  // A dot either separates two names or is part of a name. Therefore, each dot in turn is tried as the end of the first
  // name, until a value is found.
  for (let dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const found = valueAt(ownMember(value, path.slice(0, dot)), path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Returns an own member of an object or an array. Inherited members, such as `constructor`, are ignored, because they
 * are not data. In an array, a negative index counts from the end.
 */
function ownMember(value: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name];
  if (!Array.isArray(value) || !/^-[1-9]\d*$/.test(name)) return undefined;
  const list: readonly unknown[] = value;
  return list.at(Number(name));
}
