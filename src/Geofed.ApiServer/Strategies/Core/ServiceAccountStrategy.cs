namespace Geofed.ApiServer.Strategies.Core;

/// <summary>ServiceAccounts: their names stand in user names, and have no other rules.</summary>
internal sealed class ServiceAccountStrategy : ResourceStrategy;
