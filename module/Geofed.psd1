@{
    # The file is in lib/, not here: Geofed.Loader, loaded first, resolves the name into the module's own AssemblyLoadContext.
    RootModule           = 'Geofed.Cmdlets.dll'
    NestedModules        = @('Geofed.Loader.dll')

    # The one place of the version: the assemblies and packages take it from here.
    ModuleVersion        = '0.1.0'
    GUID                 = '60dac135-c96c-4b57-b654-17f3bf6f096d'
    Author               = 'The Geofed team'
    CompanyName          = 'Geofed'
    Copyright            = '(c) The Geofed team. MIT licence.'
    Description          = 'AI workloads on Kubernetes in many regions: geo-distributed clusters, their federation, and the placement of training jobs and model servers across them.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')

    FormatsToProcess     = @('Geofed.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Connect-Federation'
        'ConvertFrom-KubeFedResource'
        'Disconnect-Federation'
        'Export-Federation'
        'Export-FederationKubeconfig'
        'Export-GeoClusterKubeconfig'
        'Export-GeoClusterProgram'
        'Get-FederatedDataset'
        'Get-FederatedDeployment'
        'Get-FederatedJob'
        'Get-FederatedLog'
        'Get-FederatedOverride'
        'Get-FederatedPlacement'
        'Get-FederatedPod'
        'Get-FederatedResource'
        'Get-FederatedRollout'
        'Get-FederatedService'
        'Get-Federation'
        'Get-FederationCapacity'
        'Get-FederationMember'
        'Get-GeoCluster'
        'Get-GeofedServer'
        'Get-GeoRegion'
        'Import-Federation'
        'Import-GeoCluster'
        'Join-Federation'
        'Measure-GeoLatency'
        'New-FederatedOverride'
        'New-FederatedPlacement'
        'New-Federation'
        'New-GeoCluster'
        'Optimize-FederatedPlacement'
        'Publish-FederatedDeployment'
        'Publish-FederatedJob'
        'Publish-FederatedResource'
        'Publish-FederatedService'
        'Register-FederatedDataset'
        'Register-GeoRegion'
        'Remove-FederatedOverride'
        'Remove-FederatedPlacement'
        'Remove-Federation'
        'Remove-FederationMember'
        'Remove-GeoCluster'
        'Repair-GeoCluster'
        'Restart-FederatedResource'
        'Resume-FederatedRollout'
        'Resume-FederationMember'
        'Resume-GeoCluster'
        'Set-FederatedDeployment'
        'Set-FederatedResource'
        'Set-FederationMember'
        'Set-GeoCluster'
        'Start-FederatedRollout'
        'Start-GeofedServer'
        'Stop-GeofedServer'
        'Suspend-FederationMember'
        'Suspend-GeoCluster'
        'Test-FederatedPlacement'
        'Test-Federation'
        'Test-GeoCluster'
        'Test-GeofedPrerequisite'
        'Undo-FederatedRollout'
        'Unpublish-FederatedDeployment'
        'Unpublish-FederatedResource'
        'Unpublish-FederatedService'
        'Unregister-FederatedDataset'
        'Unregister-GeoRegion'
        'Update-FederatedPlacement'
        'Wait-FederatedDeployment'
        'Wait-FederatedJob'
        'Wait-FederatedResource'
        'Watch-Federation'
    )

    PrivateData          = @{
        PSData = @{
            Tags         = @('Kubernetes', 'Karmada', 'GKE', 'Pulumi', 'AI', 'GPU', 'Federation', 'Multicluster')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'CHANGELOG.md'
        }
    }
}
