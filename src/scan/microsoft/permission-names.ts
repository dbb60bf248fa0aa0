import { GRAPH_PERMISSION_IDS } from './graph-permission-ids.ts';

/**
 * Permissions that Microsoft Graph's published list leaves out, and those of Microsoft's other APIs that applications ask for most, as their
 * documentation and the descriptions of their service principals give them.
 */
const OTHERS = `
37f7f235-527c-4136-accd-4ee1d02b6e3e openid

311a71cc-e848-46a1-bdf8-97ff7156d8e6 User.Read
c582532d-9d9e-43bd-a97c-2667a28ce295 User.Read.All
cba73afc-7f69-4d86-8450-4978e04ecd1a User.ReadBasic.All
5778995a-e1bf-45b8-affa-663a9f3f4d04 Directory.Read.All
78c8a3c8-a07e-4b9e-af1b-b5ccab50a175 Directory.ReadWrite.All
a42657d6-7f20-40e3-b6f0-cee03008a62a Directory.AccessAsUser.All
6234d376-f627-4f0f-90e0-dff25c5211a3 Group.Read.All
970d6fa6-214a-4a9b-8513-08fad511e2fd Group.ReadWrite.All
824c81eb-e3f8-4ee6-8f6d-de7f50d565b7 Application.ReadWrite.OwnedBy
1cda74f2-2616-4834-b122-5cb1b07f8a59 Application.ReadWrite.All

3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5 EWS.AccessAsUser.All
dc890d15-9560-4a4c-9b7f-a736ec74ec40 full_access_as_app
dc50a0fb-09a3-484d-be87-e023b12c6440 Exchange.ManageAsApp

0cea5a30-f6f8-42b5-87a0-84cc26822e02 User.Read.All
82866913-39a9-4be7-8091-f4fa781088ae User.ReadWrite.All
2cfdc887-d7b4-4798-9b33-3d98d6b95dd2 MyFiles.Write
dd2c8d78-58e1-46d7-82dd-34d411282686 MyFiles.Read
56680e0d-d2a3-4ae1-80d8-3c4f2100e3d0 AllSites.FullControl
b3f70a70-8a4b-4f95-9573-d71c496a53f4 AllSites.Manage
640ddd16-e5b7-4d71-9690-3f4022699ee7 AllSites.Write
4e0d77b0-96ba-4398-af14-3baa780278f4 AllSites.Read
1002502a-9a71-4426-8551-69ab83452fab Sites.Search.All
59a198b5-0420-45a8-ae59-6da1cb640505 TermStore.ReadWrite.All
a468ea40-458c-4cc2-80c4-51781af71e41 TermStore.Read.All
678536fe-1083-478a-9c59-b99265e6b0d3 Sites.FullControl.All
20d37865-089c-4dee-8c41-6967602d4ac8 Sites.Selected
d13f72ca-a275-4b96-b789-48ebcc4da984 Sites.Read.All
fbcd29d2-fcca-4405-aded-518d457caae4 Sites.ReadWrite.All

d594897b-76e7-4b2b-984b-b4adff35e109 Tenant.ReadWrite.All
01944dba-21df-426f-bb8c-796488be96ad Tenant.Read.All
7504609f-c495-4c64-8542-686125a5a36f Report.ReadWrite.All
4ae1bf56-f562-4747-b7bc-2fa0874ed46f Report.Read.All
322b68b2-0804-416e-86a5-d772c567b6e6 Dataset.ReadWrite.All
7f33e027-4039-419b-938e-2f8ca153e68e Dataset.Read.All
b271f05e-8329-4b97-baa4-91cf15b99cf1 Dashboard.ReadWrite.All
2448370f-f988-42cd-909c-6528efd67c1a Dashboard.Read.All
445002fb-a6f2-4dc1-a81e-4254a111cd29 Workspace.ReadWrite.All
b2f1b2fa-f35c-407c-979c-a858a808ba85 Workspace.Read.All
4eabc3d1-b762-40ff-9da5-0e18fdf11230 Capacity.ReadWrite.All
76e2ebd5-0dfb-4a5b-93c7-ed89e0362834 Capacity.Read.All
f3076109-ca66-412a-be10-d4ee1be95d47 Content.Create

78ce3f0f-a1ce-49c2-8cde-64b5c0896db4 user_impersonation
5db81a03-0de0-432b-b31e-71d57c8d2e0b user_impersonation
41094075-9dad-400e-a0bd-54e686782033 user_impersonation
f53da476-18e3-4152-8e01-aec403e6edc0 user_impersonation
03e0da56-190b-40ad-a80c-ea378c433f7f user_impersonation
ee69721e-6c3a-468f-a9ec-302d16a4c599 user_impersonation
c39ef2d1-04ce-46dc-8b5f-e9a5c60f0fc9 user_impersonation
`;

let names: ReadonlyMap<string, string> | null = null;

/** The name of a permission of Microsoft's own APIs, by its id in any case of letters; null for one of anybody else's. */
export function nameOfPermission(id: string): string | null {
  names ??= new Map(
    `${GRAPH_PERMISSION_IDS}${OTHERS}`
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, string] => {
        const [one = '', name = ''] = line.split(' ');
        return [one, name];
      }),
  );
  return names.get(id.toLowerCase()) ?? null;
}
