/** A table as a file to keep. Its name may be of any language: browsers take the second form, the first is for the rest. */
export function sendTable(file: {
	readonly name: string;
	readonly mediaType: string;
	readonly body: ReadableStream<Uint8Array>;
}): Response {
	const plain = file.name.replace(/[^\w.-]+/g, '_');
	return new Response(file.body, {
		headers: {
			'content-type': file.mediaType,
			'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff'
		}
	});
}
