// The GitHub plugin: the upstream provider of the published one, bridged the same way.
package main

import (
	"github.com/integrations/terraform-provider-github/v6/github"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	shimv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
)

// version is that of the npm package @pulumi/github with the same upstream; set by the build.
var version = "6.15.0"

func main() {
	// As in the published plugin, although the upstream provider could update these in place.
	// One each: the bridge keeps a resource's type in it.
	selectedRepositories := func() *tfbridge.ResourceInfo {
		return &tfbridge.ResourceInfo{Fields: map[string]*tfbridge.SchemaInfo{
			"selected_repository_ids": {ForceNew: tfbridge.True()},
		}}
	}
	info := tfbridge.ProviderInfo{
		P:            shimv2.NewProvider(github.NewProvider(version, "")()),
		Name:         "github",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Config: map[string]*tfbridge.SchemaInfo{
			"base_url": {Default: &tfbridge.DefaultInfo{
				Value:   "https://api.github.com/",
				EnvVars: []string{"GITHUB_BASE_URL"},
			}},
			"token": {
				Secret:  tfbridge.True(),
				Default: &tfbridge.DefaultInfo{EnvVars: []string{"GITHUB_TOKEN"}},
			},
		},
		Resources: map[string]*tfbridge.ResourceInfo{
			// As in the published plugin: the upsert of a create-first replacement would be
			// undone by its second half (pulumi/pulumi-github#250).
			"github_actions_environment_secret":     {DeleteBeforeReplace: true},
			"github_actions_organization_secret":    selectedRepositories(),
			"github_codespaces_organization_secret": selectedRepositories(),
			"github_dependabot_organization_secret": selectedRepositories(),
		},
	}
	info.MustComputeTokens(tokens.SingleModule("github_", "index", tokens.MakeStandard("github")))
	info.SetAutonaming(255, "-")
	tfbridge.Main("github", version, info, []byte("{}"))
}
