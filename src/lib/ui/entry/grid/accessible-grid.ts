import type { SlickGrid } from 'slickgrid';
import { isEditable, type GridColumn, type GridRow } from '$lib/view/entry-grid/grid-row';

/**
 * Makes of SlickGrid's boxes one grid that can be heard. It draws the frozen column in a half of its own: both halves of a row have one
 * number, and each cell names the head of its row. The focus lies on the active cell itself instead of on a sink.
 */
export class AccessibleGrid {
	constructor(
		private readonly grid: SlickGrid,
		private readonly container: HTMLElement,
		private readonly uid: string,
		private readonly rowAt: (row: number) => GridRow | undefined
	) {
		this.prepare();
	}

	private prepare(): void {
		const { container } = this;
		for (const box of container.querySelectorAll('.slick-pane, .slick-viewport, .grid-canvas')) {
			box.removeAttribute('tabindex');
		}
		for (const sink of container.querySelectorAll<HTMLElement>(':scope > [tabindex="0"]')) {
			sink.tabIndex = -1;
			sink.setAttribute('aria-hidden', 'true');
			sink.addEventListener('focus', () => queueMicrotask(() => this.focusActive()));
		}
		const [left, right] = container.querySelectorAll('.slick-header-columns');
		for (const half of [left, right]) half?.setAttribute('aria-rowindex', '1');
		const heads = [...container.querySelectorAll('.slick-header-column')];
		heads.forEach((head, at) => head.setAttribute('aria-colindex', String(at + 1)));
		container.setAttribute('aria-colcount', String(heads.length));
		container.setAttribute('aria-rowcount', String(this.grid.getDataLength() + 1));
	}

	/** The focus goes to the active cell, unless something is typed in it. */
	focusActive(): void {
		if (this.grid.getCellEditor()) return;
		this.grid.getActiveCellNode()?.focus({ preventScroll: true });
	}

	/** Attributes of the rows that are drawn: call after whatever draws them. */
	decorate(from: number, to: number): void {
		for (let row = from; row <= to; row++) this.decorateRow(row);
	}

	decorateRow(row: number): void {
		const item = this.rowAt(row);
		if (!item) return;
		const active = this.grid.getActiveCell();
		this.grid.getColumns().forEach(({ id }, at) => {
			const node = this.grid.getCellNode(row, at);
			if (!node) return;
			const column = id as GridColumn;
			if (at === 0) {
				node.id = `${this.uid}-head-${row}`;
				node.setAttribute('role', 'rowheader');
			}
			if (at < 2) node.parentElement?.setAttribute('aria-rowindex', String(row + 2));
			node.setAttribute('aria-colindex', String(at + 1));
			if (at > 0) node.setAttribute('aria-describedby', `${this.uid}-head-${row}`);
			else node.removeAttribute('aria-describedby');
			const canType = isEditable(item, column);
			node.setAttribute('aria-readonly', String(!canType));
			node.classList.toggle('is-open', canType);
			node.classList.toggle('is-closed', !canType && at > 0);
			const isWrong = item.problems.some(
				({ field }) =>
					field === column || (item.shape === 'ratio' && field === 'value' && column === 'numerator')
			);
			node.classList.toggle('is-wrong', isWrong);
			if (isWrong) node.setAttribute('aria-invalid', 'true');
			else node.removeAttribute('aria-invalid');
			const isActive = active?.row === row && active.cell === at;
			node.tabIndex = isActive ? 0 : -1;
		});
	}
}
