import { refuseFile } from './refuse-file';

/** Counts the time in which a file is being read, and not that in which its reader does something else with the rows. */
export class Patience {
	#leftMilliseconds: number;

	constructor(
		readonly file: string,
		readonly seconds: number
	) {
		this.#leftMilliseconds = seconds * 1000;
	}

	get leftMilliseconds(): number {
		return this.#leftMilliseconds;
	}

	/** @throws DomainError `importRefused` when the time is over */
	async during<T>(work: Promise<T>): Promise<T> {
		const start = performance.now();
		const result = await work;
		this.#leftMilliseconds -= performance.now() - start;
		if (this.#leftMilliseconds < 0) throw this.over();
		return result;
	}

	async *watch<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
		const iterator = source[Symbol.asyncIterator]();
		try {
			for (;;) {
				const { value, done } = await this.during(iterator.next());
				if (done) return;
				yield value;
			}
		} finally {
			await iterator.return?.();
		}
	}

	over(): Error {
		return refuseFile('tooSlow', {
			file: this.file,
			message: `reading it took longer than ${this.seconds} s`,
			remedy: 'Split the file'
		});
	}
}
