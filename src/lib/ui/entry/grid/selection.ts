import type { SlickGrid } from 'slickgrid';
import type { GridRange } from '$lib/view/entry-grid/paste';

interface Corner {
	readonly row: number;
	readonly cell: number;
}

const look = 'selection';

/** A block of cells between the active one and another corner, by Shift with arrows, by Shift with a click and by dragging. */
export class GridSelection {
	private anchor: Corner | undefined;
	private head: Corner | undefined;
	private isDragging = false;

	/** @param first the first column that can be in a block */
	constructor(
		private readonly grid: SlickGrid,
		private readonly first: number,
		private readonly onchange: (range: GridRange | undefined) => void
	) {}

	get range(): GridRange | undefined {
		const { anchor, head } = this;
		if (!anchor || !head) return undefined;
		return {
			fromRow: Math.min(anchor.row, head.row),
			toRow: Math.max(anchor.row, head.row),
			fromColumn: Math.min(anchor.cell, head.cell),
			toColumn: Math.max(anchor.cell, head.cell)
		};
	}

	/** The selection begins anew where the active cell is. */
	start(corner: Corner): void {
		this.anchor = corner;
		this.head = corner;
		this.paint();
	}

	set(range: GridRange): void {
		this.anchor = { row: range.fromRow, cell: range.fromColumn };
		this.head = { row: range.toRow, cell: range.toColumn };
		this.paint();
	}

	/** @returns whether the key was one that extends the block */
	extendByKey(key: string): boolean {
		const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
		if (!step || !this.head) return false;
		this.extendTo({ row: this.head.row + step[0]!, cell: this.head.cell + step[1]! });
		this.grid.scrollCellIntoView(this.head.row, this.head.cell, false);
		return true;
	}

	extendTo({ row, cell }: Corner): void {
		this.head = {
			row: Math.max(0, Math.min(this.grid.getDataLength() - 1, row)),
			cell: Math.max(this.first, Math.min(this.grid.getColumns().length - 1, cell))
		};
		this.paint();
	}

	/** Blocks by mouse. @returns what takes the listeners away */
	listen(container: HTMLElement): () => void {
		const cellOf = (event: MouseEvent) => this.grid.getCellFromEvent(event) ?? undefined;
		const down = (event: MouseEvent): void => {
			const at = cellOf(event);
			const isInEditor = (event.target as Element).closest('.grid-editor') !== null;
			if (event.button !== 0 || !at || isInEditor || at.cell < this.first) return;
			if (event.shiftKey) {
				event.preventDefault();
				return this.extendTo(at);
			}
			this.grid.setActiveCell(at.row, at.cell);
			this.start(at);
			this.isDragging = true;
		};
		const over = (event: MouseEvent): void => {
			if (!this.isDragging) return;
			if (event.buttons !== 1) {
				this.isDragging = false;
				return;
			}
			const at = cellOf(event);
			if (at) this.extendTo(at);
		};
		const up = (): void => {
			this.isDragging = false;
		};
		container.addEventListener('mousedown', down);
		container.addEventListener('mouseover', over);
		window.addEventListener('mouseup', up);
		return () => {
			container.removeEventListener('mousedown', down);
			container.removeEventListener('mouseover', over);
			window.removeEventListener('mouseup', up);
		};
	}

	private paint(): void {
		const { range } = this;
		const columns = this.grid.getColumns();
		const styles: Record<number, Record<string, string>> = {};
		const isOne = range && range.fromRow === range.toRow && range.fromColumn === range.toColumn;
		if (range && !isOne) {
			for (let row = range.fromRow; row <= range.toRow; row++) {
				const picked = columns.slice(range.fromColumn, range.toColumn + 1);
				styles[row] = Object.fromEntries(picked.map(({ id }) => [String(id), 'is-selected']));
			}
		}
		this.grid.setCellCssStyles(look, styles);
		this.onchange(isOne ? undefined : range);
	}
}
