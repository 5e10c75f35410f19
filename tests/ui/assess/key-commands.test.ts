import { describe, expect, it } from 'vitest';
import { keyCommand } from '../../../src/lib/ui/assess/key-commands';

type Press = Parameters<typeof keyCommand>[0];
const press = (key: string, over: Partial<Press> = {}): Press => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isComposing: false,
	defaultPrevented: false,
	target: null,
	...over
});
const on = (tagName: string, more: object = {}) => ({
	target: { tagName, ...more } as unknown as EventTarget
});
const atLevel = on('INPUT', { type: 'radio', name: 'level.12' });
const inText = on('TEXTAREA');

describe('a key at the scorer', () => {
	it.each([
		['1', 1],
		['9', 9],
		['0', undefined],
		['j', 'next'],
		['K', 'previous'],
		['s', 'skip'],
		['f', 'flag'],
		['p', 'before'],
		['u', 'undo'],
		['c', 'comment'],
		['?', 'help'],
		['x', undefined]
	] as const)('%s asks for %s', (key, command) => expect(keyCommand(press(key), true)).toBe(command));

	it('chooses with arrows along the levels, and goes to other cells with those across them', () => {
		const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
		const asked = (run: 'down' | 'across') => arrows.map((key) => keyCommand(press(key, atLevel), true, run));
		expect(asked('down')).toEqual(['lower', 'higher', 'previous', 'next']);
		expect(asked('across')).toEqual(['previous', 'next', 'lower', 'higher']);
	});

	it('leaves the page to scroll where no level has the focus', () => {
		expect(keyCommand(press('ArrowDown'), true)).toBeUndefined();
		expect(keyCommand(press('ArrowDown', on('INPUT', { type: 'checkbox' })), true)).toBeUndefined();
		expect(keyCommand(press('ArrowRight'), true)).toBe('next');
	});

	it.each([inText, on('INPUT', { type: 'text' }), on('SELECT'), on('DIV', { isContentEditable: true })])(
		'does nothing by itself while one writes: %#',
		(place) => {
			for (const key of [...'123456789jkspfuc?', 'ArrowLeft', 'ArrowDown'])
				expect(keyCommand(press(key, place), true)).toBeUndefined();
			expect(keyCommand(press('z', { ctrlKey: true, ...place }), true)).toBeUndefined();
			expect(keyCommand(press('Escape', place), true)).toBe('leaveText');
			expect(keyCommand(press('Enter', { ctrlKey: true, ...place }), true)).toBe('submit');
		}
	);

	it('does nothing by itself where single keys are turned off', () => {
		for (const key of [...'123456789jkspfuc?', 'ArrowLeft', 'ArrowDown']) {
			expect(keyCommand(press(key), false)).toBeUndefined();
			expect(keyCommand(press(key, atLevel), false)).toBeUndefined();
		}
		expect(keyCommand(press('Enter', { ctrlKey: true }), false)).toBe('submit');
		expect(keyCommand(press('s', { metaKey: true }), false)).toBe('save');
		expect(keyCommand(press('z', { ctrlKey: true }), false)).toBe('undo');
	});

	it.each([{ isComposing: true }, { defaultPrevented: true }, { altKey: true }])(
		'means something else with %j',
		(over) => expect(keyCommand(press('5', over), true)).toBeUndefined()
	);
});
