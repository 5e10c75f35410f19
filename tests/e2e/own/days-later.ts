/** Preloaded into a server of a test's own: it lives `DAYS_LATER` days after everybody else, so that windows of days pass in seconds. */
const shift = Number(process.env['DAYS_LATER'] ?? 0) * 86_400_000;
const RealDate = Date;

class ShiftedDate extends RealDate {
	constructor(...parts: unknown[]) {
		if (parts.length === 0) super(RealDate.now() + shift);
		else super(...(parts as [number]));
	}
	static override now(): number {
		return RealDate.now() + shift;
	}
}

if (shift !== 0) globalThis.Date = ShiftedDate as DateConstructor;
