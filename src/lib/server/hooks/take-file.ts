import { DomainError } from '../../domain/errors';

/** Forms with files that are being taken in: each is in memory until it is whole, so there are few at a time. */
let arriving = 0;
const mostArriving = 3;

/** Takes a form with files in, if not too many are on their way. @throws DomainError `busy` */
export async function takingFiles<T>(take: () => Promise<T>): Promise<T> {
	if (arriving >= mostArriving) throw new DomainError('busy', 'Too many files are being taken in');
	arriving++;
	try {
		return await take();
	} finally {
		arriving--;
	}
}

/** The file that was chosen in a form, if one was. */
export function chosenFile(form: FormData, name: string): File | undefined {
	const file = form.get(name);
	return file instanceof File && file.name !== '' ? file : undefined;
}

/** The bytes of a file that was sent, as they come. */
export async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const reader = file.stream().getReader();
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		yield value;
	}
}
