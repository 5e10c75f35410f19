/** What a key asks of the scorer; a number is the level of the rubric. */
export type KeyCommand = 'next' | 'previous' | 'submit' | 'save' | 'help' | 1 | 2 | 3 | 4 | 5;

type Key = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target' | 'defaultPrevented'
>;

const levels: Readonly<Record<string, KeyCommand>> = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 };
const letters: Readonly<Record<string, KeyCommand>> = { j: 'next', k: 'previous', '?': 'help', ...levels };
const arrows: Readonly<Record<string, KeyCommand>> = { ArrowRight: 'next', ArrowLeft: 'previous' };

/**
 * The command of a key, if it is one. Ctrl or Cmd with Enter or S counts everywhere; single keys not while somebody writes, nor
 * where they are turned off; arrows not in a group of choices either, where they move the choice.
 */
export function keyCommand(event: Key, usesSingleKeys: boolean): KeyCommand | undefined {
	if (event.isComposing || event.defaultPrevented || event.altKey) return undefined;
	if (event.ctrlKey || event.metaKey) {
		if (event.key === 'Enter') return 'submit';
		return event.key.toLowerCase() === 's' ? 'save' : undefined;
	}
	const place = placeOf(event.target);
	if (!usesSingleKeys || place === 'text') return undefined;
	return letters[event.key.toLowerCase()] ?? (place === 'choice' ? undefined : arrows[event.key]);
}

function placeOf(target: EventTarget | null): 'text' | 'choice' | 'page' {
	if (target === null || !('tagName' in target)) return 'page';
	const { tagName, type } = target as { tagName: unknown; type?: unknown };
	if (tagName === 'TEXTAREA' || tagName === 'SELECT') return 'text';
	if (tagName !== 'INPUT') return 'page';
	return type === 'radio' || type === 'checkbox' ? 'choice' : 'text';
}
