// The Azure DevOps plugin: the upstream provider of the published one, bridged the same way.
package main

import (
	"github.com/microsoft/terraform-provider-azuredevops/azuredevops"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// version is that of the npm package @pulumi/azuredevops with the same upstream.
var version = "3.16.1"

func main() {
	info := tfbridge.ProviderInfo{
		P:            shimv2.NewProvider(azuredevops.Provider()),
		Name:         "azuredevops",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Config: map[string]*tfbridge.SchemaInfo{
			// The upstream provider itself takes the credentials from AZDO_PERSONAL_ACCESS_TOKEN.
			"org_service_url": {
				Default: &tfbridge.DefaultInfo{EnvVars: []string{"AZDO_ORG_SERVICE_URL"}},
			},
		},
		Resources: map[string]*tfbridge.ResourceInfo{
			"azuredevops_git_repository": {Tok: tfbridge.MakeResource("azuredevops", "index", "Git")},
		},
	}
	info.MustComputeTokens(
		tokens.SingleModule("azuredevops_", "index", tokens.MakeStandard("azuredevops")),
	)
	info.SetAutonaming(255, "-")
	tfbridge.Main("azuredevops", version, info, []byte("{}"))
}
