/**
 * The Go structs of persistent volumes in the API server's internal version (pkg/apis/core, v1.25); the notation is that of pod-fields.ts.
 * What they share with a pod's volumes is in volume-fields.ts.
 */
export const persistentVolumeFields: string = `
core.PersistentVolumeSource
  GCEPersistentDisk=gcePersistentDisk:*core.GCEPersistentDiskVolumeSource
  AWSElasticBlockStore=awsElasticBlockStore:*core.AWSElasticBlockStoreVolumeSource
  HostPath:*core.HostPathVolumeSource Glusterfs:*core.GlusterfsPersistentVolumeSource
  NFS=nfs:*core.NFSVolumeSource RBD=rbd:*core.RBDPersistentVolumeSource
  Quobyte:*core.QuobyteVolumeSource ISCSI=iscsi:*core.ISCSIPersistentVolumeSource
  FlexVolume:*core.FlexPersistentVolumeSource Cinder:*core.CinderPersistentVolumeSource
  CephFS=cephfs:*core.CephFSPersistentVolumeSource FC=fc:*core.FCVolumeSource
  Flocker:*core.FlockerVolumeSource AzureFile:*core.AzureFilePersistentVolumeSource
  VsphereVolume:*core.VsphereVirtualDiskVolumeSource AzureDisk:*core.AzureDiskVolumeSource
  PhotonPersistentDisk:*core.PhotonPersistentDiskVolumeSource
  PortworxVolume:*core.PortworxVolumeSource ScaleIO:*core.ScaleIOPersistentVolumeSource
  Local:*core.LocalVolumeSource StorageOS=storageos:*core.StorageOSPersistentVolumeSource
  CSI=csi:*core.CSIPersistentVolumeSource
core.GlusterfsPersistentVolumeSource
  EndpointsName=endpoints:string Path:string ReadOnly:bool EndpointsNamespace:*string
core.RBDPersistentVolumeSource
  CephMonitors=monitors:[]string RBDImage=image:string FSType=fsType:string RBDPool=pool:string
  RadosUser=user:string Keyring:string SecretRef:*core.SecretReference ReadOnly:bool
core.ISCSIPersistentVolumeSource
  TargetPortal:string IQN=iqn:string Lun:int32 ISCSIInterface=iscsiInterface:string
  FSType=fsType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth=chapAuthDiscovery:bool
  SessionCHAPAuth=chapAuthSession:bool SecretRef:*core.SecretReference InitiatorName:*string
core.FlexPersistentVolumeSource
  Driver:string FSType=fsType:string SecretRef:*core.SecretReference ReadOnly:bool
  Options:map[string]string
core.CinderPersistentVolumeSource
  VolumeID:string FSType=fsType:string ReadOnly:bool SecretRef:*core.SecretReference
core.CephFSPersistentVolumeSource
  Monitors:[]string Path:string User:string SecretFile:string SecretRef:*core.SecretReference
  ReadOnly:bool
core.AzureFilePersistentVolumeSource
  SecretName:string ShareName:string ReadOnly:bool SecretNamespace:*string
core.ScaleIOPersistentVolumeSource
  Gateway:string System:string SecretRef:*core.SecretReference SSLEnabled=sslEnabled:bool
  ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string
  FSType=fsType:string ReadOnly:bool
core.LocalVolumeSource
  Path:string FSType=fsType:*string
core.StorageOSPersistentVolumeSource
  VolumeName:string VolumeNamespace:string FSType=fsType:string ReadOnly:bool
  SecretRef:*core.ObjectReference
core.CSIPersistentVolumeSource
  Driver:string VolumeHandle:string ReadOnly:bool FSType=fsType:string
  VolumeAttributes:map[string]string ControllerPublishSecretRef:*core.SecretReference
  NodeStageSecretRef:*core.SecretReference NodePublishSecretRef:*core.SecretReference
  ControllerExpandSecretRef:*core.SecretReference NodeExpandSecretRef:*core.SecretReference
core.SecretReference
  Name:string Namespace:string
core.ObjectReference
  Kind:string Namespace:string Name:string UID=uid:types.UID APIVersion=apiVersion:string
  ResourceVersion:string FieldPath:string
`;
