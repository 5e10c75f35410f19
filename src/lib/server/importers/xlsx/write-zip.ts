import { Zip } from 'fflate';
import { DeflatedPart } from './deflated-part';

/** An archive of some files, packed in the thread pool as they come. The same files give the same bytes. */
export async function* writeZip(
	parts: readonly { readonly name: string; readonly bytes: Uint8Array }[]
): AsyncGenerator<Uint8Array> {
	const ready: Uint8Array[] = [];
	let failure: Error | undefined;
	const zip = new Zip((error, chunk) => {
		if (error) failure = error;
		else ready.push(chunk);
	});
	for (const { name, bytes } of parts) {
		const part = new DeflatedPart(name);
		zip.add(part);
		await part.end(bytes);
		yield* ready.splice(0);
	}
	zip.end();
	if (failure) throw failure;
	yield* ready;
}
