import type { TerraformBlock, TerraformModule } from '../hcl/module.ts';
import { type FoundText, itemsOf, member, type Part, textOf } from '../tree.ts';
import type { Remark } from '../types.ts';

/** What the readers of each provider share: a module, and somewhere to say what can't be known. */
export class TerraformReading {
  readonly module: TerraformModule;
  readonly remarks: Remark[] = [];

  constructor(module: TerraformModule) {
    this.module = module;
  }

  /** Resources of a type. One that `count` or `for_each` makes several of is read as one, and that is said. */
  resources(type: string): TerraformBlock[] {
    const found = this.module.resources(type);
    for (const block of found)
      if (block.repeated)
        this.remark(block, block.body, `${block.address} stands for several (count or for_each): it is read as one`);
    return found;
  }

  remark(block: TerraformBlock, part: Part, message: string): void {
    this.remarks.push({ at: block.file.at(part), message });
  }

  /** The texts of an attribute that is a list; null where it isn't there or isn't known. What isn't known is said. */
  texts(block: TerraformBlock, part: Part | undefined, what: string): FoundText[] | null {
    if (part === undefined || (part.kind === 'scalar' && part.value === null)) return null;
    if (part.kind !== 'list') {
      this.remark(block, part, `${block.address}: its ${what} are computed when Terraform runs, and are not known`);
      return null;
    }
    return part.items.flatMap((item) => {
      const value = textOf(item);
      if (value !== null) return [{ value, part: item }];
      this.remark(block, item, `${block.address}: one of its ${what} is computed when Terraform runs, and is left out`);
      return [];
    });
  }

  /** The blocks of a name within a resource. Those that `dynamic` makes are left out, and that is said. */
  blocks(block: TerraformBlock, part: Part | undefined): readonly Part[] {
    const items = itemsOf(part);
    for (const item of items)
      if (item.kind !== 'map')
        this.remark(
          block,
          item,
          `${block.address}: what a loop makes when Terraform runs is not known, and is left out`,
        );
    return items.filter((item) => item.kind === 'map');
  }

  /** A text that is written out; null where it isn't there or is computed. */
  text(block: TerraformBlock, ...names: readonly string[]): string | null {
    return textOf(member(block.body, ...names));
  }
}

/** What a value calls something by: the address that it refers to, else the text that it is. */
export function nameOfPart(part: Part | undefined): string | null {
  if (part?.kind === 'reference') return addressOf(part.path);
  return textOf(part);
}

/** `auth0_client.shop` of `auth0_client.shop.client_id`. */
export function addressOf(path: readonly string[]): string {
  return path.slice(0, path[0] === 'data' ? 3 : 2).join('.');
}
