import type { Editor, EditorArguments, EditorConstructor } from 'slickgrid';
import type { GridColumn, GridField, GridRow } from '$lib/view/entry-grid/grid-row';
import { textOf } from '$lib/view/entry-grid/grid-row';

export interface EditorHooks {
	readonly labelOf: (row: GridRow, column: GridColumn) => string;
	readonly reasons: readonly { readonly value: string; readonly label: string }[];
	/** a sign was typed on the cell: what stands there gives way to it */
	readonly isTypedOver: () => boolean;
	/** a whole text was typed */
	readonly ontyped: (row: GridRow, field: GridField, text: string) => void;
	/** a text is being typed */
	readonly onpreview: (row: GridRow, field: GridField, text: string) => void;
}

/** Keys that move the caret while a text is typed; up and down leave the cell. */
const caretKeys = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);

/** SlickGrid's editor over a plain control: whatever is typed is taken, and what is wrong with it is said beside the grid. */
function editorOver<Control extends HTMLInputElement | HTMLSelectElement>(
	hooks: EditorHooks,
	make: (args: EditorArguments<GridRow>) => Control,
	ownKeys: ReadonlySet<string>
): EditorConstructor {
	class CellEditor implements Editor {
		private readonly control: Control;
		private readonly field: GridField;
		private initial = '';
		private isLoaded = false;

		constructor(private readonly args: EditorArguments<GridRow>) {
			this.field = args.column.id as GridField;
			this.control = make(args);
			this.control.className = 'grid-editor';
			this.control.setAttribute('aria-label', hooks.labelOf(args.item, this.field));
			(this.control as HTMLElement).addEventListener('keydown', (event) => {
				if (ownKeys.has(event.key) || event.isComposing) event.stopPropagation();
			});
			this.control.addEventListener('input', () =>
				hooks.onpreview(this.args.item, this.field, this.control.value)
			);
			this.control.addEventListener('dblclick', (event) => event.stopPropagation());
			args.container.append(this.control);
		}

		init(): void {
			this.focus();
		}

		destroy(): void {
			this.control.remove();
		}

		focus(): void {
			this.control.focus();
		}

		/** Only once: an answer of the server must not overwrite what is being typed. */
		loadValue(item: GridRow): void {
			if (this.isLoaded) return;
			this.isLoaded = true;
			this.initial = textOf(item, this.field);
			const isTypedOver = hooks.isTypedOver() && this.control instanceof HTMLInputElement;
			this.control.value = isTypedOver ? '' : this.initial;
			this.focus();
		}

		serializeValue(): string {
			return this.control.value;
		}

		isValueChanged(): boolean {
			return this.control.value !== this.initial;
		}

		validate(): { valid: boolean; msg: null } {
			return { valid: true, msg: null };
		}

		applyValue(item: GridRow, text: string): void {
			hooks.ontyped(item, this.field, text);
		}
	}
	return CellEditor as unknown as EditorConstructor;
}

export function textEditor(hooks: EditorHooks): EditorConstructor {
	return editorOver(
		hooks,
		({ column }) => {
			const input = document.createElement('input');
			input.type = 'text';
			input.autocomplete = 'off';
			if (column.id !== 'note' && column.id !== 'distribution') input.inputMode = 'decimal';
			return input;
		},
		caretKeys
	);
}

export function reasonEditor(hooks: EditorHooks): EditorConstructor {
	return editorOver(
		hooks,
		() => {
			const select = document.createElement('select');
			for (const { value, label } of hooks.reasons) select.append(new Option(label, value));
			return select;
		},
		new Set([...caretKeys, 'ArrowUp', 'ArrowDown'])
	);
}
