/** Returns the known name that was probably meant, as the end of a message; an empty text if no name is similar. */
export function suggestionOf(written: string, known: readonly string[]): string {
  const [nearest] = known
    .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.min(name.length - 1, Math.max(1, Math.round(name.length / 2.5))))
    .sort((one, other) => one.distance - other.distance);
  return nearest ? `; did you mean “${nearest.name}”?` : '';
}

/** Returns how many characters have to be added, removed or replaced to turn one text into the other (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = [...Array(other.length + 1).keys()];
  for (const [index, character] of [...one.slice(0, 40)].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (other[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
