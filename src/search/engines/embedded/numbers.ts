// A list of whole numbers that grows in place: 4 bytes a number, where an array of numbers takes 8 and more.

export class Numbers {
  #array: Uint32Array;
  #length: number;
  constructor(given: Uint32Array = new Uint32Array(0)) {
    this.#array = given;
    this.#length = given.length;
  }
  get length(): number {
    return this.#length;
  }
  at(place: number): number {
    return this.#array[place]!;
  }
  set(place: number, value: number): void {
    this.#array[place] = value;
  }
  push(value: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Uint32Array(Math.max(64, this.#length * 2));
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length++] = value;
  }
  /** The numbers from one place up to another, not copied: valid until the next `push`. */
  between(from: number, to: number): Uint32Array {
    return this.#array.subarray(from, to);
  }
  all(): Uint32Array {
    return this.between(0, this.#length);
  }
}
