import { localised } from '$lib/i18n/words';
import type { GridColumn, GridRow } from '$lib/view/entry-grid/grid-row';
import { columnText, stateWords } from './grid-words';

function span(className: string, text: string): HTMLElement {
	const element = document.createElement('span');
	element.className = className;
	element.textContent = text;
	return element;
}

/** What stands in a cell. Text only becomes text: nothing that was typed is read as markup. */
export function drawCell(row: GridRow, column: GridColumn, evidenceCount: number): Node {
	const drawn = document.createDocumentFragment();
	if (column === 'name') {
		drawn.append(span('grid-code', row.code), localised(row.indicator.name));
	} else if (column === 'state') {
		for (const { tone, sign, text } of stateWords(row)) {
			const mark = span('', sign);
			mark.setAttribute('aria-hidden', 'true');
			const word = span(`grid-state is-${tone}`, '');
			word.append(mark, ` ${text}`);
			drawn.append(word);
		}
	} else {
		drawn.append(columnText(row, column, evidenceCount));
	}
	return drawn;
}
