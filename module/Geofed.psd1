@{
    RootModule           = 'Geofed.Cmdlets.dll'
    NestedModules        = @('Geofed.Loader.dll')
    ModuleVersion        = '0.1.0'
    FormatsToProcess     = @('Geofed.Format.ps1xml')
    CmdletsToExport      = @(
        'Export-FederationKubeconfig'
        'Export-GeoClusterKubeconfig'
        'Get-FederatedDeployment'
        'Get-Federation'
        'Get-FederationMember'
        'Get-GeoCluster'
        'Get-GeofedServer'
        'Get-GeoRegion'
        'Join-Federation'
        'New-Federation'
        'New-GeoCluster'
        'Publish-FederatedDeployment'
        'Remove-Federation'
        'Remove-FederationMember'
        'Remove-GeoCluster'
        'Resume-GeoCluster'
        'Set-FederatedDeployment'
        'Start-GeofedServer'
        'Stop-GeofedServer'
        'Suspend-GeoCluster'
        'Unpublish-FederatedDeployment'
        'Wait-FederatedDeployment'
    )
}
