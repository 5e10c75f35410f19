import { SlickGrid, type Column, type GridOption } from 'slickgrid';
import 'slickgrid/dist/styles/css/slick.grid.css';
import './grid.css';
import { formatBlock, parseBlock } from '$lib/view/entry-grid/clipboard';
import {
	gridColumns,
	isEditable,
	judged,
	lineToCases,
	type GridColumn,
	type GridRow
} from '$lib/view/entry-grid/grid-row';
import {
	copyRange,
	editOf,
	planClear,
	planPaste,
	type GridEdit,
	type GridRange,
	type PastePlan,
	type ReadReason
} from '$lib/view/entry-grid/paste';
import { AccessibleGrid } from './accessible-grid';
import { reasonEditor, textEditor } from './cell-editors';
import { rowHeight } from './grid-size';
import { GridSelection } from './selection';

export interface GridOptions {
	readonly uid: string;
	/** what the grid is, heard */
	readonly label: string;
	readonly rows: readonly GridRow[];
	readonly heads: Readonly<Record<GridColumn, string>>;
	readonly reasons: readonly { readonly value: string; readonly label: string }[];
	readonly readReason: ReadReason;
	/** what a column says, for the clipboard */
	readonly textOf: (row: GridRow, column: GridColumn) => string;
	readonly draw: (row: GridRow, column: GridColumn) => Node;
	readonly labelOf: (row: GridRow, column: GridColumn) => string;
	readonly onedit: (edits: readonly GridEdit[]) => void;
	readonly onundo: () => readonly GridEdit[] | undefined;
	readonly onredo: () => readonly GridEdit[] | undefined;
	readonly onpaste: (plan: PastePlan) => void;
	readonly onsubmit: () => void;
	readonly onactive: (code: string, column: GridColumn) => void;
	readonly onselect: (range: GridRange | undefined) => void;
	/** Escape, where nothing is typed: out of the grid */
	readonly onleave: () => void;
}

export interface MountedGrid {
	update(rows: readonly GridRow[], changed: ReadonlySet<string>): void;
	/** Goes to a row's first cell that can be typed in. */
	goTo(code: string, column?: GridColumn): void;
	/** Takes what is being typed. */
	commit(): void;
	destroy(): void;
}

const widths: Record<GridColumn, number> = {
	...{ name: 250, state: 128, numerator: 104, denominator: 120, value: 96, distribution: 150, reason: 170 },
	...{ note: 170, previous: 96, lastYear: 96, peers: 150, evidence: 88 }
};
/** Of the columns that stand before the first one to type in: all three have room on a telephone. */
const narrowWidths: Partial<Record<GridColumn, number>> = { name: 106, state: 114 };
const figures = new Set<GridColumn>(['numerator', 'denominator', 'value', 'previous', 'lastYear', 'peers']);

const gridOptions: GridOption = {
	...{ rowHeight, headerRowHeight: rowHeight, editable: true, autoEdit: false },
	...{ enableCellNavigation: true, enableColumnReorder: false, enableHtmlRendering: false, frozenColumn: 0 },
	...{
		asyncEditorLoading: false,
		enableAddRow: false,
		enableTextSelectionOnCells: false,
		multiSelect: false
	},
	...{ enableAsyncPostRender: false, explicitInitialization: true, suppressCssChangesOnHiddenInit: true }
};

/** Draws the grid and wires keyboard, mouse and clipboard to it. */
export function mountGrid(container: HTMLElement, options: GridOptions): MountedGrid {
	const data: GridRow[] = [...options.rows];
	let isTypedOver = false;
	const indexOf = (code: string) => data.findIndex((row) => row.code === code);
	const hooks = {
		labelOf: options.labelOf,
		reasons: options.reasons,
		isTypedOver: () => isTypedOver,
		ontyped: (item: GridRow, field: Parameters<typeof editOf>[1], text: string) => {
			const row = data[indexOf(item.code)]!;
			options.onedit([editOf(row, field, text, options.readReason)]);
		},
		onpreview: (item: GridRow, field: Parameters<typeof editOf>[1], text: string) => {
			const at = indexOf(item.code);
			const row = data[at]!;
			if (row.shape === 'value' || field === 'note' || field === 'reason') return;
			const typed = field === 'distribution' ? lineToCases(text) : text;
			const next = judged({ ...row, fields: { ...row.fields, [field]: typed } });
			grid.getCellNode(at, gridColumns.indexOf('value'))?.replaceChildren(options.draw(next, 'value'));
		}
	};
	const editors = { text: textEditor(hooks), reason: reasonEditor(hooks) };
	const isNarrow = container.clientWidth < 640;
	const columns: Column[] = gridColumns.map((id) => ({
		id,
		field: id,
		name: options.heads[id],
		width: (isNarrow && narrowWidths[id]) || widths[id],
		resizable: false,
		sortable: false,
		focusable: id !== 'name',
		selectable: id !== 'name',
		cssClass: figures.has(id) ? 'num is-figure' : '',
		headerCssClass: figures.has(id) ? 'is-figure' : '',
		editor: id === 'reason' ? editors.reason : editors.text,
		formatter: (_row, _cell, _value, _column, item: GridRow) => {
			const holder = document.createDocumentFragment();
			holder.append(options.draw(item, id));
			return holder;
		}
	}));
	// A telephone's bars come and go: from now on the height stays.
	container.style.height = `${container.offsetHeight}px`;
	const grid = new SlickGrid(container, data, columns, gridOptions);
	const selection = new GridSelection(grid, 1, options.onselect);
	grid.init();
	container.setAttribute('aria-label', options.label);
	const accessible = new AccessibleGrid(grid, container, options.uid, (row) => data[row]);

	grid.onRendered.subscribe((_event, { startRow, endRow }) => accessible.decorate(startRow, endRow));
	grid.onBeforeEditCell.subscribe((_event, { row, cell }) => {
		const item = row === undefined ? undefined : data[row];
		return item !== undefined && cell !== undefined && isEditable(item, gridColumns[cell]!);
	});
	let lastActive: number | undefined;
	grid.onActiveCellChanged.subscribe((_event, { row, cell }) => {
		if (row === undefined || cell === undefined) return;
		if (lastActive !== undefined) accessible.decorateRow(lastActive);
		lastActive = row;
		accessible.decorateRow(row);
		selection.start({ row, cell });
		// Only from within: a grid that is drawn anew takes nobody's focus.
		if (container.contains(document.activeElement)) accessible.focusActive();
		options.onactive(data[row]!.code, gridColumns[cell]!);
	});
	grid.onKeyDown.subscribe((slickEvent) => {
		const event = slickEvent.getNativeEvent<KeyboardEvent>();
		if (!handleKey(event)) return;
		event.preventDefault();
		event.stopPropagation();
		slickEvent.stopImmediatePropagation();
	});

	function handleKey(event: KeyboardEvent): boolean {
		const { key } = event;
		const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
		const isTyping = grid.getCellEditor() !== null;
		if (isCommand && key === 'Enter') {
			grid.getEditorLock().commitCurrentEdit();
			options.onsubmit();
			return true;
		}
		if (isTyping) {
			if (key !== 'Enter' || event.isComposing) return false;
			grid.getEditorLock().commitCurrentEdit();
			if (event.shiftKey) grid.navigateUp();
			else grid.navigateDown();
			accessible.focusActive();
			return true;
		}
		if (isCommand && key.toLowerCase() === 'z') return step(event.shiftKey ? options.onredo : options.onundo);
		if (isCommand && key.toLowerCase() === 'y') return step(options.onredo);
		if (event.shiftKey && !isCommand && selection.extendByKey(key)) return true;
		if (key === 'F2') return edit(false);
		// The sign itself, or what an input method begins with, goes to the control that has just got the focus.
		if (key === 'Process' || ([...key].length === 1 && !isCommand && !event.altKey)) {
			edit(true);
			return false;
		}
		if (key === 'Delete' || key === 'Backspace') return clear();
		if (key === 'Escape') {
			options.onleave();
			return true;
		}
		return false;
	}

	function edit(over: boolean): boolean {
		const active = grid.getActiveCell();
		const row = active && data[active.row];
		if (!row || !isEditable(row, gridColumns[active.cell]!)) return true;
		isTypedOver = over;
		grid.editActiveCell();
		isTypedOver = false;
		return true;
	}

	function step(take: () => readonly GridEdit[] | undefined): boolean {
		const [first] = take() ?? [];
		if (first) goTo(first.code, first.field);
		return true;
	}

	function clear(): boolean {
		const { range } = selection;
		if (range) options.onedit(planClear(data, gridColumns, range));
		return true;
	}

	function copy(event: ClipboardEvent): boolean {
		const { range } = selection;
		if (!range || grid.getCellEditor()) return false;
		const block = copyRange(data, gridColumns, range, options.textOf);
		event.clipboardData?.setData('text/plain', formatBlock(block));
		event.preventDefault();
		return true;
	}

	function paste(event: ClipboardEvent): void {
		const { range } = selection;
		const text = event.clipboardData?.getData('text/plain') ?? '';
		if (!range || grid.getCellEditor() || text === '') return;
		event.preventDefault();
		const plan = planPaste(data, gridColumns, range, parseBlock(text), options.readReason);
		options.onedit(plan.edits);
		selection.set(plan.range);
		options.onpaste(plan);
	}

	function goTo(code: string, column?: GridColumn): void {
		const row = indexOf(code);
		if (row < 0) return;
		const wanted = column ?? gridColumns.find((id) => isEditable(data[row]!, id)) ?? 'state';
		grid.setActiveCell(row, gridColumns.indexOf(wanted));
		accessible.focusActive();
	}

	const cut = (event: ClipboardEvent): void => {
		if (copy(event)) clear();
	};
	container.addEventListener('copy', copy);
	container.addEventListener('cut', cut);
	container.addEventListener('paste', paste);
	const unlisten = selection.listen(container);
	const observer = new ResizeObserver(() => {
		if (!grid.getCellEditor()) grid.resizeCanvas();
	});
	observer.observe(container);
	const first = data.findIndex((row) => !row.stored.isLocked);
	const start = Math.max(0, first);
	if (data[start]) {
		const column = gridColumns.findIndex((id) => isEditable(data[start]!, id));
		grid.setActiveCell(start, Math.max(1, column));
	}

	return {
		update(rows, changed) {
			data.splice(0, data.length, ...rows);
			data.forEach((row, at) => {
				if (!changed.has(row.code)) return;
				grid.updateRow(at);
				accessible.decorateRow(at);
			});
		},
		goTo,
		commit: () => void grid.getEditorLock().commitCurrentEdit(),
		destroy() {
			observer.disconnect();
			unlisten();
			grid.destroy();
		}
	};
}
