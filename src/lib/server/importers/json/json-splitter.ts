/** Where the text stops being rows of JSON. */
export class JsonBroken extends Error {
	override readonly name = 'JsonBroken';

	constructor(
		readonly reason: 'brokenJson' | 'cellTooLong' | 'notARow',
		/** counted from 1 */
		readonly entry: number,
		message: string
	) {
		super(message);
	}
}

/** Characters of one entry at most. */
const entryCharacters = 2_000_000;

/** Keys under which services hand out their rows. */
const rowKeys = ['data', 'rows', 'records', 'items', 'observations', 'results', 'result', 'value', 'values'];

type Place = 'start' | 'envelope' | 'array' | 'lines' | 'end';

/**
 * Cuts `[{…}, {…}]`, `{"data": [{…}, …]}` and one object a line into the texts of their objects as the text comes in, so that a
 * file of any size is never one value in memory. It only counts brackets outside strings: each piece is parsed for itself.
 */
export class JsonSplitter {
	#place: Place = 'start';
	#text = '';
	#entries = 0;
	/** of the envelope or entry that is being passed: how deep, whether within a string, and where it began */
	#depth = 0;
	#inString = false;
	#from = 0;
	#at = 0;
	/** the string that stood last in the envelope, which is a key if a colon follows */
	#stringFrom = 0;
	#lastString = '';
	#key = '';

	/** The objects that are complete with this chunk. @throws JsonBroken */
	split(chunk: string, isLast: boolean): string[] {
		this.#text = this.#text.slice(this.#from) + chunk;
		this.#at -= this.#from;
		this.#stringFrom -= this.#from;
		this.#from = 0;
		const found: string[] = [];
		while (this.#at < this.#text.length) {
			if (this.#inString) {
				if (!this.#passString()) break;
			} else this.#step(found);
		}
		if (this.#depth === 0) this.#from = this.#at;
		if (this.#text.length - this.#from > entryCharacters) {
			throw this.#broken('cellTooLong', `is longer than ${entryCharacters} characters`);
		}
		if (isLast && (this.#depth > 0 || this.#place === 'array' || this.#place === 'start')) {
			throw this.#broken('brokenJson', 'the text ends in the middle');
		}
		return found;
	}

	#step(found: string[]): void {
		const char = this.#text[this.#at]!;
		if (this.#depth === 0) this.#between(char);
		else if (char === '"') {
			this.#inString = true;
			this.#stringFrom = this.#at;
		} else if (char === '{' || char === '[') {
			if (this.#place === 'envelope' && this.#depth === 1 && char === '[' && rowKeys.includes(this.#key)) {
				this.#place = 'array';
				this.#depth = 0;
			} else this.#depth++;
		} else if (char === '}' || char === ']') {
			if (--this.#depth === 0) this.#close(found);
		} else if (char === ':' && this.#depth === 1) this.#key = this.#lastString;
		this.#at++;
	}

	/** What stands outside of any object. */
	#between(char: string): void {
		if (/[\s\uFEFF]/.test(char) || this.#place === 'end') return;
		if (this.#place === 'start' && char === '[') {
			this.#place = 'array';
		} else if (char === '{') {
			if (this.#place === 'start') this.#place = 'envelope';
			this.#depth = 1;
			this.#from = this.#at;
		} else if (this.#place === 'array' && char === ']') {
			this.#place = 'end';
		} else if (!(this.#place === 'array' && char === ',')) {
			throw this.#broken('notARow', `begins with ${JSON.stringify(char)} where an object has to`);
		}
	}

	#close(found: string[]): void {
		// An object that was no envelope is the first of one object a line.
		if (this.#place === 'envelope') this.#place = 'lines';
		this.#entries++;
		found.push(this.#text.slice(this.#from, this.#at + 1));
		this.#from = this.#at + 1;
	}

	/** To the end of the string, or false where it is not in the text yet. */
	#passString(): boolean {
		for (let from = Math.max(this.#at, this.#stringFrom + 1); ;) {
			const close = this.#text.indexOf('"', from);
			if (close < 0) {
				// Back to the string's beginning: a backslash at the end may belong to a quote that comes.
				this.#at = this.#text.length;
				return false;
			}
			let slashes = 0;
			while (this.#text[close - 1 - slashes] === '\\') slashes++;
			if (slashes % 2 === 0) {
				this.#inString = false;
				if (this.#place === 'envelope') this.#lastString = this.#text.slice(this.#stringFrom + 1, close);
				this.#at = close + 1;
				return true;
			}
			from = close + 1;
		}
	}

	#broken(reason: JsonBroken['reason'], message: string): JsonBroken {
		return new JsonBroken(reason, this.#entries + 1, message);
	}
}
