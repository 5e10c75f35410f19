const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** What a key asks of the page; a number is the level of the rubric. */
export type KeyCommand =
	| 'next'
	| 'previous'
	| 'lower'
	| 'higher'
	| 'skip'
	| 'flag'
	| 'before'
	| 'undo'
	| 'comment'
	| 'leaveText'
	| 'submit'
	| 'save'
	| 'help'
	| (typeof numbers)[number];

type Key = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target' | 'defaultPrevented'
>;

const singleKeys: Readonly<Record<string, KeyCommand>> = {
	j: 'next',
	k: 'previous',
	s: 'skip',
	f: 'flag',
	p: 'before',
	u: 'undo',
	c: 'comment',
	'?': 'help',
	...Object.fromEntries(numbers.map((number) => [String(number), number]))
};

/** How the levels of a cell are laid out: arrows along them choose one, arrows across them go to another cell. */
const arrows = {
	down: { ArrowUp: 'lower', ArrowDown: 'higher', ArrowLeft: 'previous', ArrowRight: 'next' },
	across: { ArrowUp: 'previous', ArrowDown: 'next', ArrowLeft: 'lower', ArrowRight: 'higher' }
} as const satisfies Record<string, Readonly<Record<string, KeyCommand>>>;

/**
 * The command of a key, if it is one. Ctrl or Cmd with Enter or S counts everywhere, with Z not while somebody writes: there it takes
 * letters back. Single keys count neither while somebody writes nor where they are turned off. Arrows count at the levels; elsewhere
 * on the page those up and down scroll.
 */
export function keyCommand(
	event: Key,
	usesSingleKeys: boolean,
	levelsRun: keyof typeof arrows = 'down'
): KeyCommand | undefined {
	if (event.isComposing || event.defaultPrevented || event.altKey) return undefined;
	const place = placeOf(event.target);
	if (event.ctrlKey || event.metaKey) {
		if (event.key === 'Enter') return 'submit';
		if (event.key.toLowerCase() === 'z' && place !== 'text') return 'undo';
		return event.key.toLowerCase() === 's' ? 'save' : undefined;
	}
	if (place === 'text') return event.key === 'Escape' ? 'leaveText' : undefined;
	if (!usesSingleKeys) return undefined;
	const single = singleKeys[event.key.toLowerCase()];
	if (single || place === 'choice') return single;
	const arrow = (arrows[levelsRun] as Readonly<Record<string, KeyCommand>>)[event.key];
	const scrolls = event.key === 'ArrowUp' || event.key === 'ArrowDown';
	return place === 'level' || !scrolls ? arrow : undefined;
}

function placeOf(target: EventTarget | null): 'text' | 'level' | 'choice' | 'page' {
	if (target === null || !('tagName' in target)) return 'page';
	const { tagName, type, name, isContentEditable } = target as {
		tagName: unknown;
		type?: unknown;
		name?: unknown;
		isContentEditable?: boolean;
	};
	if (tagName === 'TEXTAREA' || tagName === 'SELECT' || isContentEditable) return 'text';
	if (tagName !== 'INPUT') return 'page';
	if (type === 'radio') return String(name).startsWith('level') ? 'level' : 'choice';
	return type === 'checkbox' ? 'choice' : 'text';
}
