import type { Wire } from "../../../src/provider/wire";

/** "Done, but not finished" is kept with its reasons. */
export async function partial(
  id: string,
  act: () => Promise<{ id: string; outs?: Wire | undefined }>,
): Promise<{ id: string; outputs: Wire; initErrors: string[] }> {
  try {
    const done = await act();
    return { id: done.id, outputs: done.outs ?? {}, initErrors: [] };
  } catch (error) {
    const { reasons, properties, id: made = id } = error as Partial<PartialError>;
    if (!reasons || !properties) throw error;
    return { id: made, outputs: properties, initErrors: [...reasons] };
  }
}

interface PartialError {
  readonly id: string;
  readonly properties: Wire;
  readonly reasons: readonly string[];
}
