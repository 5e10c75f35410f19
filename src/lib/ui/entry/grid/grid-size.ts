/** Height of a row in pixels. */
export const rowHeight = 36;

/** Height of the grid as CSS, known before it is drawn: nothing below it moves then. */
export const gridHeight = (rowCount: number): string => `min(70vh, ${(rowCount + 1) * rowHeight + 20}px)`;
